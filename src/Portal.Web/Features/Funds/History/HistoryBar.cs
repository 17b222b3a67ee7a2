using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;
using Portal.Storage.Rollups;

namespace Portal.Web.Features.Funds.History;

/// <summary>A fund's balance and flows over one stretch of a table or chart.</summary>
public sealed record HistoryBar
{
    /// <summary>When it begins.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What the amounts are counted in.</summary>
    public required Asset Asset { get; init; }

    /// <summary>All figures of it, added up.</summary>
    public required RollupRow Sum { get; init; }

    /// <summary>Balance it began with.</summary>
    public Money Open => Of(Sum.OpenUnits);

    /// <summary>Highest balance.</summary>
    public Money High => Of(Sum.HighUnits);

    /// <summary>Lowest balance.</summary>
    public Money Low => Of(Sum.LowUnits);

    /// <summary>Balance it ended with.</summary>
    public Money Close => Of(Sum.CloseUnits);

    /// <summary>What came in from liquidations.</summary>
    public Money Surplus => Of(Sum.SurplusUnits);

    /// <summary>What came in from fees.</summary>
    public Money Fees => Of(Sum.FeeUnits);

    /// <summary>What went out for liquidations, below zero.</summary>
    public Money Draws => Of(-Sum.DrawUnits);

    /// <summary>What the operator paid in, the opening balance with it, less what he took out, and what was taken back.</summary>
    public Money Operator => Of((long)Int128.Clamp(
        (Int128)Sum.OpeningUnits + Sum.InjectionUnits - Sum.WithdrawalUnits + Sum.ReversalUnits, -long.MaxValue, long.MaxValue));

    /// <summary>Adds rollups up to bars of one step each, the oldest first. Rollups are no longer than the step.</summary>
    public static IReadOnlyList<HistoryBar> Of(IReadOnlyList<RollupRow> rows, HistoryStep step, Asset asset)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(step);
        return
        [
            .. rows.GroupBy(row => step.StartOf(DateTimeOffset.FromUnixTimeMilliseconds(row.StartMs)))
                .Select(group => new HistoryBar { At = group.Key, Asset = asset, Sum = group.Aggregate(Join) }),
        ];
    }

    private static RollupRow Join(RollupRow first, RollupRow next) => first with
    {
        HighUnits = Math.Max(first.HighUnits, next.HighUnits),
        LowUnits = Math.Min(first.LowUnits, next.LowUnits),
        CloseUnits = next.CloseUnits,
        OpeningUnits = Saturating.Add(first.OpeningUnits, next.OpeningUnits),
        SurplusUnits = Saturating.Add(first.SurplusUnits, next.SurplusUnits),
        DrawUnits = Saturating.Add(first.DrawUnits, next.DrawUnits),
        FeeUnits = Saturating.Add(first.FeeUnits, next.FeeUnits),
        InjectionUnits = Saturating.Add(first.InjectionUnits, next.InjectionUnits),
        WithdrawalUnits = Saturating.Add(first.WithdrawalUnits, next.WithdrawalUnits),
        ReversalUnits = Saturating.AddSigned(first.ReversalUnits, next.ReversalUnits),
        UncoveredUnits = Saturating.Add(first.UncoveredUnits, next.UncoveredUnits),
        LiquidationCount = first.LiquidationCount + next.LiquidationCount,
        DrawCount = first.DrawCount + next.DrawCount,
        LastSequence = next.LastSequence,
    };

    private Money Of(long units) => new(units, Asset);
}
