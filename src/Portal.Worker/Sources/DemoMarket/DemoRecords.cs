using System.Globalization;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Liquidations;
using Portal.Worker.Intake;
using Portal.Worker.Positions;

namespace Portal.Worker.Sources.DemoMarket;

/// <summary>How a liquidation of the demo market ended: whole ticks and units.</summary>
internal readonly record struct DemoFill(DemoPosition Position, long FillTicks, long BankruptcyTicks, long FeeUnits, long FundingUnits, DateTimeOffset At);

/// <summary>Writes what happened in the demo market as records, exactly.</summary>
internal sealed class DemoRecords(MasterSecret master, DateTimeOffset start, int seed)
{
    /// <summary>The source.</summary>
    public const string Source = "demo";

    /// <summary>The decimals of both margin assets.</summary>
    public const int AssetScale = 8;

    private long _count;

    /// <summary>A liquidation: by its position, or by its bankruptcy price where that is all that is known.</summary>
    public IntakeRecord Liquidation(DemoContract contract, DemoFill fill, bool byPosition)
    {
        var position = fill.Position;
        var quantity = Quantity.From(DecimalNumber.Of(position.Lots, contract.QuantityDecimals), "quantity").Value;
        var fillPrice = PriceOf(contract, fill.FillTicks);
        var fees = DecimalNumber.Of(fill.FeeUnits, AssetScale);
        DecimalNumber? funding = fill.FundingUnits == 0 ? null : DecimalNumber.Of(fill.FundingUnits, AssetScale);
        var liquidation = new Liquidation
        {
            ExternalId = NextId("liquidation"),
            Symbol = contract.Symbol,
            OccurredAt = fill.At,
            Side = position.D > 0 ? PositionSide.Long : PositionSide.Short,
            AssetCode = contract.AssetCode,
            Account = string.Create(CultureInfo.InvariantCulture, $"demo-trader-{position.Trader}"),
            Form = byPosition
                ? new LiquidationForm.Position(
                    quantity, PriceOf(contract, position.EntryTicks), fillPrice, DecimalNumber.Of(position.MarginUnits, AssetScale), fees, funding)
                : new LiquidationForm.Bankruptcy(quantity, PriceOf(contract, fill.BankruptcyTicks), fillPrice, fees, funding),
        };
        return RecordReader.Seal(liquidation, [], Source, master);
    }

    /// <summary>The fees of a contract over a period.</summary>
    public IntakeRecord Fee(DemoContract contract, FeeKind kind, double amount, DateTimeOffset from, DateTimeOffset to)
    {
        var fee = new FeeAccrual
        {
            ExternalId = NextId("fee"),
            Symbol = contract.Symbol,
            AssetCode = contract.AssetCode,
            Amount = DecimalNumber.Of(UnitsOf(amount), AssetScale),
            PeriodStart = from,
            PeriodEnd = to,
            Kind = kind,
        };
        return RecordReader.Seal(fee, [], Source, master);
    }

    /// <summary>What ADL closed of one position for a liquidation, at the liquidated position's bankruptcy price.</summary>
    public IntakeRecord AdlFill(DemoContract contract, string liquidationExternalId, long lots, long ticks, DateTimeOffset at)
    {
        var fill = new AdlFillReport
        {
            ExternalId = NextId("adl-fill"),
            LiquidationExternalId = liquidationExternalId,
            Quantity = Quantity.From(DecimalNumber.Of(lots, contract.QuantityDecimals), "quantity").Value,
            Price = PriceOf(contract, ticks),
            OccurredAt = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond)),
        };
        return RecordReader.Seal(fill, [], Source, master);
    }

    /// <summary>All open positions of a contract.</summary>
    public PositionSnapshot Snapshot(DemoContract contract, IEnumerable<DemoPosition> positions, long markTicks, DateTimeOffset at) => new()
    {
        ExternalId = string.Create(CultureInfo.InvariantCulture, $"demo-positions-{contract.Symbol}-{at.ToUnixTimeMilliseconds()}-{seed}"),
        Symbol = contract.Symbol,
        TakenAt = at,
        MarkPrice = PriceOf(contract, markTicks),
        Positions =
        [
            .. positions.Select(position => new PositionReport(
                position.D > 0 ? PositionSide.Long : PositionSide.Short,
                Quantity.From(DecimalNumber.Of(position.Lots, contract.QuantityDecimals), "quantity").Value,
                PriceOf(contract, position.EntryTicks),
                BankruptcyPrice: null,
                DecimalNumber.Of(position.MarginUnits, AssetScale))),
        ],
    };

    /// <summary>An amount in whole units.</summary>
    public static long UnitsOf(double amount) => (long)Math.Round(amount * 1e8);

    private static Price PriceOf(DemoContract contract, long ticks) => Price.From(DecimalNumber.Of(ticks, contract.PriceDecimals), "price").Value;

    // The start keeps ids apart over restarts.
    private string NextId(string kind) => string.Create(CultureInfo.InvariantCulture, $"demo-{kind}-{start.ToUnixTimeMilliseconds()}-{seed}-{++_count}");
}
