// ccxt, pointed at the portal by its `urls` option. It opens WebSockets with TLS unless told otherwise. Markets are given, since the portal is no place to trade: it lists none.
import ccxt from 'ccxt';
import { report, addresses, until } from './portal.mjs';

const { http, wss } = addresses();

function market(id) {
  return {
    id, lowercaseId: id.toLowerCase(), symbol: 'BTC/USDT:USDT', base: 'BTC', quote: 'USDT', settle: 'USDT', baseId: 'BTC', quoteId: 'USDT', settleId: 'USDT',
    type: 'swap', spot: false, margin: false, swap: true, future: false, option: false, contract: true, linear: true, inverse: false, active: true,
    contractSize: 1, precision: { amount: 0.001, price: 0.01 }, limits: {}, info: {},
  };
}

async function liquidations(exchange, count) {
  const failures = [];
  await until(async () => {
    const watched = exchange.watchLiquidationsForSymbols && exchange.id !== 'bybit'
      ? exchange.watchLiquidationsForSymbols(['BTC/USDT:USDT'])
      : exchange.watchLiquidations('BTC/USDT:USDT');
    await Promise.race([watched.catch((error) => failures.push(error)), new Promise((resolve) => setTimeout(resolve, 200))]);
    if (failures.length > 0) {
      throw failures[0];
    }
    return (exchange.liquidations?.length ?? 0) >= count;
  });
  return exchange.liquidations.slice(0, count).map((one) => one.info);
}

const binance = new ccxt.pro.binanceusdm({ urls: { api: { fapiPublic: `${http}/fapi/v1`, ws: { future: `${wss}/ws` } } } });
const bybit = new ccxt.pro.bybit({ urls: { api: { public: http, ws: { public: { linear: `${wss}/v5/public/linear` } } } } });
const okx = new ccxt.pro.okx({ urls: { api: { rest: http, ws: `${wss}/ws/v5` } } });
binance.setMarkets([market('BTCUSDT')]);
bybit.setMarkets([market('BTCUSDT')]);
okx.setMarkets([market('BTC-USDT-SWAP')]);

const read = {
  insuranceBalance: await binance.fapiPublicGetInsuranceBalance({ symbol: 'BTCUSDT' }),
  symbolAdlRisk: await binance.fapiPublicGetSymbolAdlRisk({ symbol: 'BTCUSDT' }),
  insurance: await bybit.publicGetV5MarketInsurance({ coin: 'USDT' }),
  adlAlert: await bybit.publicGetV5MarketAdlAlert({ symbol: 'BTCUSDT' }),
  insuranceFund: await okx.publicGetPublicInsuranceFund({ instType: 'SWAP', instFamily: 'BTC-USDT' }),
};
const [binanceOrders, bybitLiquidations, okxOrders] = await Promise.all([liquidations(binance, 2), liquidations(bybit, 2), liquidations(okx, 2)]);
report({ ...read, binanceOrders, bybitLiquidations, okxOrders });
