// `binance`, pointed at the portal by `baseUrl` and `wsUrl`.
import { USDMClient, WebsocketClient } from 'binance';
import { report, addresses, until } from './portal.mjs';

const { http, ws } = addresses();
const rest = new USDMClient({ baseUrl: http });
const stream = new WebsocketClient({ wsUrl: ws });
const orders = [];
stream.on('message', (message) => message.e === 'forceOrder' && orders.push(message.o));
stream.on('exception', (error) => { throw new Error(JSON.stringify(error)); });

const insuranceBalance = await rest.getInsuranceFundBalance({ symbol: 'BTCUSDT' });
const allBalances = await rest.getInsuranceFundBalance();
const symbolAdlRisk = await rest.getSymbolAdlRisk({ symbol: 'BTCUSDT' });
const error = await rest.getSymbolAdlRisk({ symbol: 'NOTHING' }).catch((refused) => refused);
await stream.subscribe(['!forceOrder@arr'], 'usdmMarket');
await until(() => orders.length >= 2);
report({ insuranceBalance, allBalances, symbolAdlRisk, error: { code: error.code, message: error.message }, orders });
