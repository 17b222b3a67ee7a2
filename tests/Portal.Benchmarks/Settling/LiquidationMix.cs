using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Liquidations;

namespace Portal.Benchmarks.Settling;

/// <summary>Liquidations as an exchange's engine sends them: three forms, two kinds of contract, both sides, most with a little margin left over.</summary>
/// <remarks>The seed is fixed, so that two runs settle the same records.</remarks>
internal sealed class LiquidationMix
{
    /// <summary>Decimals of every price and of every quantity of coins.</summary>
    private const int NumberScale = 2;

    private static readonly (string Symbol, long Price)[] LinearSymbols =
    [
        ("BTCUSDT", 9_712_345), ("ETHUSDT", 345_678), ("SOLUSDT", 19_876), ("XRPUSDT", 245), ("DOGEUSDT", 39), ("BNBUSDT", 71_234), ("LINKUSDT", 2_345), ("AVAXUSDT", 4_321),
    ];

    private readonly Random _random;
    private readonly bool _randomIds;
    private long _made;

    public LiquidationMix(bool randomIds, int seed = 20_260_101) => (_randomIds, _random) = (randomIds, new Random(seed));

    /// <summary>The next one.</summary>
    public Liquidation Next(DateTimeOffset occurredAt)
    {
        var number = ++_made;
        var inverse = number % 8 == 0;
        var (symbol, price) = inverse ? (MixContracts.InverseSymbol, 9_712_345) : LinearSymbols[_random.Next(LinearSymbols.Length)];
        var side = _random.Next(3) == 0 ? PositionSide.Short : PositionSide.Long;
        return new Liquidation
        {
            // Ordered ids end in a count; random ones are spread over the whole index, which is what costs.
            ExternalId = _randomIds ? $"{_random.NextInt64():x16}{number:x8}" : $"liq-{number:000000000000}-{_random.Next(1 << 24):x6}",
            Symbol = symbol,
            OccurredAt = occurredAt,
            Side = side,
            AssetCode = inverse ? MixContracts.InverseAsset : MixContracts.LinearAsset,
            Account = $"account-{_random.Next(1_000_000):000000}",
            SourceSequence = number,
            Form = inverse ? InverseForm(price, side) : LinearForm(price, side),
        };
    }

    private LiquidationForm LinearForm(long price, PositionSide side)
    {
        // Within a per cent of the bankruptcy price, on the better side nine times out of ten.
        var quantity = Number(_random.NextInt64(1, 500_000), NumberScale);
        var bankruptcy = Moved(price, _random.Next(-400, 400));
        var better = _random.Next(10) == 0 ? -_random.Next(1, 20) : _random.Next(0, 60);
        var fill = Moved(bankruptcy, side is PositionSide.Long ? better : -better);
        if (_random.Next(10) < 7)
        {
            var entry = Moved(bankruptcy, side is PositionSide.Long ? 500 : -500);
            var margin = quantity.Mantissa * Math.Abs(entry - bankruptcy);
            return new LiquidationForm.Position(
                Count(quantity), Price(entry), Price(fill), DecimalNumber.Of(margin, 2 * NumberScale), Number(_random.NextInt64(0, 5_000), 4), Number(_random.NextInt64(-900, 900), 4));
        }

        return _random.Next(2) == 0
            ? new LiquidationForm.Bankruptcy(Count(quantity), Price(bankruptcy), Price(fill), Number(_random.NextInt64(0, 5_000), 4), Funding: null)
            : new LiquidationForm.Totals(Number(_random.NextInt64(100_000, 900_000_000), 6), Number(_random.NextInt64(90_000, 870_000_000), 6), FillNotional: null);
    }

    private LiquidationForm.Position InverseForm(long price, PositionSide side)
    {
        var contracts = Number(_random.NextInt64(1, 10_000), 0);
        var entry = Moved(price, _random.Next(-300, 300));
        var fill = Moved(entry, side is PositionSide.Long ? -_random.Next(100, 510) : _random.Next(100, 510));

        // 100 dollars a contract, a twentieth of it as margin, in units of 10^-8 coins.
        var margin = contracts.Mantissa * 100 * 100_000_000 * 100 / entry / 20;
        return new LiquidationForm.Position(Count(contracts), Price(entry), Price(fill), DecimalNumber.Of(margin, 8), Fees: null, Funding: null);
    }

    // In hundredths of a per cent; never to nothing.
    private static long Moved(long price, int basisPoints) => Math.Max(1, price + (price * basisPoints / 10_000));

    private static DecimalNumber Number(long mantissa, int scale) => DecimalNumber.Of(mantissa, scale);

    private static Quantity Count(DecimalNumber number) => Quantity.From(number, "quantity").Value;

    private static Price Price(long hundredths) => Portal.Settlement.Amounts.Price.From(DecimalNumber.Of(hundredths, NumberScale), "price").Value;
}
