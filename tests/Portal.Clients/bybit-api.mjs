// `bybit-api`, pointed at the portal by `baseUrl` and `wsUrl`.
import { RestClientV5, WebsocketClient } from 'bybit-api';
import { report, addresses, until } from './portal.mjs';

const { http, ws } = addresses();
const rest = new RestClientV5({ baseUrl: http });
const stream = new WebsocketClient({ wsUrl: `${ws}/v5/public/linear` });
const liquidations = [];
const pools = [];
const alerts = [];
stream.on('update', (update) => {
  const list = update.topic.startsWith('insurance.') ? pools : update.topic.startsWith('adlAlert.') ? alerts : liquidations;
  list.push(...update.data);
});
stream.on('exception', (error) => { throw new Error(JSON.stringify(error)); });

const insurance = await rest.getInsurance({ coin: 'USDT' });
const adlAlert = await rest.getADLAlert({ symbol: 'BTCUSDT' });
await stream.subscribeV5(['allLiquidation.BTCUSDT', 'insurance.USDT', 'adlAlert.USDT'], 'linear');
await until(() => liquidations.length >= 2 && pools.some((pool) => pool.balance === '880.00') && alerts.length > 0);
report({ insurance, adlAlert, liquidations, pool: pools.findLast((pool) => pool.symbols.includes('BTCUSDT')), alert: alerts.find((alert) => alert.s === 'BTCUSDT') });
