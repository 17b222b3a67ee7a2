// `@binance/derivatives-trading-usds-futures`, pointed at the portal by `basePath` and `wsURL`. It takes addresses with TLS alone.
import { DerivativesTradingUsdsFutures } from '@binance/derivatives-trading-usds-futures';
import { report, addresses, until } from './portal.mjs';

const { https, wss } = addresses();
const client = new DerivativesTradingUsdsFutures({
  configurationRestAPI: { apiKey: 'none', apiSecret: 'none', basePath: https, timeout: 30_000 },
  configurationWebsocketStreams: { wsURL: wss },
});
const insuranceBalance = await (await client.restAPI.queryInsuranceFundBalanceSnapshot({ symbol: 'BTCUSDT' })).data();
const symbolAdlRisk = await (await client.restAPI.adlRisk({ symbol: 'BTCUSDT' })).data();

const connection = await client.websocketStreams.connect();
const orders = [];
connection.allMarketLiquidationOrderStreams().on('message', (message) => orders.push(message.o));
await until(() => orders.length >= 2);
report({ insuranceBalance, symbolAdlRisk, orders });
