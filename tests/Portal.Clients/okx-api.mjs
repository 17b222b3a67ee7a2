// `okx-api`, pointed at the portal by `baseUrl` and `wsUrl`.
import { RestClient, WebsocketClient } from 'okx-api';
import { report, addresses, until } from './portal.mjs';

const { http, ws } = addresses();
const rest = new RestClient({ baseUrl: http });
const stream = new WebsocketClient({ wsUrl: `${ws}/ws/v5/public` });
const liquidations = [];
const standings = [];
stream.on('update', (update) => {
  if (update.arg.channel === 'adl-warning') {
    standings.push(...update.data);
  } else {
    liquidations.push(...update.data.flatMap((contract) => contract.details.map((detail) => ({ instId: contract.instId, ...detail }))));
  }
});
stream.on('exception', (error) => { throw new Error(JSON.stringify(error)); });

const insuranceFund = await rest.getInsuranceFund({ instType: 'SWAP', instFamily: 'BTC-USDT' });
await stream.subscribe([{ channel: 'liquidation-orders', instType: 'SWAP' }, { channel: 'adl-warning', instType: 'SWAP', instFamily: 'BTC-USDT' }]);
await until(() => liquidations.length >= 2 && standings.some((standing) => standing.bal === '880.00'));
report({ insuranceFund, liquidations, standing: standings.at(-1) });
