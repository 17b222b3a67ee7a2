using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;

namespace Portal.Worker.Sources.DemoMarket;

/// <summary>A contract of the demo market, with the manners of its market.</summary>
internal sealed record DemoContract
{
    public required string Symbol { get; init; }

    public required string FundId { get; init; }

    public required string AssetCode { get; init; }

    public ContractKind Kind { get; init; } = ContractKind.Linear;

    /// <summary>What one contract stands for: coins (linear) or dollars (inverse).</summary>
    public int ContractValue { get; init; } = 1;

    public required double StartPrice { get; init; }

    public required int PriceDecimals { get; init; }

    public required int QuantityDecimals { get; init; }

    /// <summary>How much it moves when the market moves.</summary>
    public required double Beta { get; init; }

    /// <summary>Movement of its own, as a share of the price and year.</summary>
    public required double OwnVolatility { get; init; }

    /// <summary>Dollars that move the calm price by a percent.</summary>
    public required double Depth { get; init; }

    /// <summary>Dollars traded in a calm day.</summary>
    public required double DayVolume { get; init; }

    /// <summary>Dollars of an ordinary position.</summary>
    public required double PositionMedian { get; init; }

    /// <summary>The symbol whose price it follows; null when it has a price of its own.</summary>
    public string? Follows { get; init; }

    /// <summary>Whether entry prices and margins stay private.</summary>
    public ContractPublication Publication { get; init; } = ContractPublication.Full;

    public bool IsInverse => Kind is ContractKind.Inverse;

    public double Tick => Math.Pow(10, -PriceDecimals);

    public double Lot => Math.Pow(10, -QuantityDecimals);

    /// <summary>Every contract of the demo market; one that follows another comes after it.</summary>
    public static ImmutableArray<DemoContract> All { get; } =
    [
        new()
        {
            Symbol = "BTCUSDT", FundId = DemoSetup.UsdtFundId, AssetCode = "USDT", StartPrice = 96_400, PriceDecimals = 1, QuantityDecimals = 3,
            Beta = 1, OwnVolatility = 0.5, Depth = 60e6, DayVolume = 9e9, PositionMedian = 18_000,
        },
        new()
        {
            Symbol = "ETHUSDT", FundId = DemoSetup.UsdtFundId, AssetCode = "USDT", StartPrice = 3_350, PriceDecimals = 2, QuantityDecimals = 3,
            Beta = 1.2, OwnVolatility = 0.7, Depth = 40e6, DayVolume = 5e9, PositionMedian = 14_000,
        },
        new()
        {
            Symbol = "SOLUSDT", FundId = DemoSetup.UsdtFundId, AssetCode = "USDT", StartPrice = 188, PriceDecimals = 3, QuantityDecimals = 1,
            Beta = 1.45, OwnVolatility = 0.9, Depth = 20e6, DayVolume = 2e9, PositionMedian = 9_000, Publication = ContractPublication.Bankruptcy,
        },
        new()
        {
            Symbol = "DOGEUSDT", FundId = DemoSetup.DogeFundId, AssetCode = "USDT", StartPrice = 0.3125, PriceDecimals = 5, QuantityDecimals = 0,
            Beta = 1.6, OwnVolatility = 1.1, Depth = 10e6, DayVolume = 0.9e9, PositionMedian = 5_000,
        },
        new()
        {
            Symbol = "BTCUSD", FundId = DemoSetup.BtcFundId, AssetCode = "BTC", Kind = ContractKind.Inverse, ContractValue = 100, StartPrice = 96_400,
            PriceDecimals = 1, QuantityDecimals = 0, Beta = 1, OwnVolatility = 0.05, Depth = 25e6, DayVolume = 1.5e9, PositionMedian = 15_000, Follows = "BTCUSDT",
        },
    ];

    /// <summary>The contract as the ledger lists it.</summary>
    public ContractListed ToListing(string by) =>
        new(Symbol, new Contract(Kind, Quantity.From(DecimalNumber.Of(ContractValue, 0), "contractValue").Value), AssetCode, Publication, by);
}
