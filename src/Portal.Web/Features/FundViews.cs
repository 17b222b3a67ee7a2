using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;
using Portal.Web.Components.Adl;
using Portal.Web.Components.Charts;
using Portal.Web.Components.Funds;
using Portal.Web.Features.Funds;
using Portal.Web.Features.HowItWorks;
using Portal.Web.Features.Overview;
using Portal.Web.Live;

namespace Portal.Web.Features;

/// <summary>What pages show of a fund, from the fund as it stands.</summary>
internal static class FundViews
{
    /// <summary>How many points the line of a card has.</summary>
    public const int CardPoints = 96;

    /// <summary>Every fund at a glance.</summary>
    public static ImmutableArray<FundCardView> Cards(LiveSnapshot snapshot) => [.. snapshot.Funds.Select(fund => Card(fund, snapshot))];

    public static FundBalanceView Balance(LiveFund fund) => new()
    {
        FundId = fund.Id,
        Balance = fund.Balance,
        Change24h = fund.Change24h,
        Change24hPpm = PpmOf(fund.Change24h.Units, fund.Day.BeginUnits),
        UpdatedAt = fund.UpdatedAt,
    };

    public static AdlView Adl(LiveFund fund) => new(fund.Adl, fund.Balance, fund.Peak8h, fund.Policy.Floor, fund.Policy.Thresholds)
    {
        Uncovered = fund.Uncovered.Units > 0 ? fund.Uncovered : null,
    };

    public static FundRecord Record(LiveFund fund) => new(fund.Balance, fund.Peak, fund.PeakAt, fund.Trough, fund.TroughAt);

    /// <summary>The last 24 hours in about as many points as asked for.</summary>
    public static BalanceLine Day(LiveFund fund, int pointsMax)
    {
        var points = fund.Day.Points;
        var step = Math.Max(1, (points.Length + pointsMax - 1) / pointsMax);

        // Counted from the end, so that the newest balance is always one of them.
        var shown = Enumerable.Range(0, points.Length).Where(at => (points.Length - 1 - at) % step == 0).Select(at => new Money(points[at], fund.Asset));
        return new BalanceLine([.. shown], new Money(fund.Day.LowUnits, fund.Asset), new Money(fund.Day.HighUnits, fund.Asset));
    }

    public static ImmutableArray<FundFlow> Flows(LiveFund fund) => FlowsOf(fund.Day.Flows, fund.Asset);

    private static ImmutableArray<FundFlow> FlowsOf(LiveFlows flows, Asset asset)
    {
        (FlowReason Reason, long Units)[] all =
        [
            (FlowReason.Opening, flows.OpeningUnits),
            (FlowReason.Surplus, flows.SurplusUnits),
            (FlowReason.Draw, -flows.DrawUnits),
            (FlowReason.Fees, flows.FeeUnits),
            (FlowReason.Injection, flows.InjectionUnits),
            (FlowReason.Withdrawal, -flows.WithdrawalUnits),
            (FlowReason.Reversal, flows.ReversalUnits),
        ];
        return [.. all.Where(static flow => flow.Units != 0).Select(flow => new FundFlow(flow.Reason, new Money(flow.Units, asset)))];
    }

    /// <summary>One fund in full.</summary>
    public static FundView Whole(LiveFund fund, LiveSnapshot snapshot) => new()
    {
        Sequence = snapshot.Sequence,
        Id = fund.Id,
        Name = fund.Policy.Name,
        Balance = Balance(fund),
        RecordingClock = fund.LivesByRecording ? fund.Clock : null,
        Day = Day(fund, LiveDay.StepsMax + 1),
        Record = Record(fund),
        Flows = Flows(fund),
        Adl = Adl(fund),
        Policy = fund.Policy,
        Rates = fund.Rates,
        Clock = fund.Clock,
        Entries = [.. fund.Entries.Reverse().Take(FundView.EntriesMax).Select(entry => Entry(entry) with { ReversedBy = snapshot.Rulebook.FindReversalOf(entry.Sequence)?.Sequence })],
    };

    /// <summary>One fund as the answers to common questions mention it.</summary>
    public static FundInShort InShort(LiveFund fund) => new()
    {
        Id = fund.Id,
        Name = fund.Policy.Name,
        Balance = fund.Balance,
        Flows = Flows(fund),
        Adl = Adl(fund),
        Record = Record(fund),
        Liquidations = fund.LiquidationCount,
        Drawn = fund.Drawn,
        Uncovered = fund.Uncovered,
    };

    public static FundEntry Entry(LedgerEntry entry)
    {
        var (kind, note) = Words(entry.Body);
        var after = entry.BalanceAfter!.Value;
        return new FundEntry
        {
            Sequence = entry.Sequence,
            RecordedAt = entry.RecordedAt,
            Kind = kind,
            Note = note,
            Side = (entry.Body as LiquidationSettled)?.Side,
            Change = new Money((long)entry.Body.ChangeUnits, after.Asset),
            ReversalOf = (entry.Body as EntryReversed)?.ReversedSequence,
            RecoversSequence = (entry.Body as AdlFilled)?.LiquidationSequence,
            Recovered = (entry.Body as AdlFilled)?.Recovery.Recovered,
            IsOfLiquidation = entry.Body is LiquidationSettled or AdlFilled or EntryReversed { IsOfLiquidation: true },
            Uncovered = entry.Body is LiquidationSettled settled ? settled.Result.Uncovered : null,
            BalanceAfter = after,
        };
    }

    /// <summary>What it is worth; null without a price.</summary>
    public static FundWorthView? Worth(LiveFund fund, IndexPrices prices) => prices.Find(fund.Asset.Code) is { } price
        ? new FundWorthView(Dollars.Of(fund.Balance, price.Price), price.Price, price.At, price.IsOld)
        : null;

    public static FundChangesView Changes(LiveFund fund) => new(fund.OpenedAt, ChangeOf(fund.Change7d), ChangeOf(fund.Change30d));

    /// <summary>What changed it on the day of its clock.</summary>
    public static FundTodayView Today(LiveFund fund, DateTimeOffset todayBegan)
    {
        var flows = fund.Today is { } day ? FlowsOf(default(LiveFlows).With(day), fund.Asset) : [];

        // What a fund was opened with did not change it.
        var change = flows.Where(static flow => flow.Reason is not FlowReason.Opening).Aggregate(0L, static (sum, flow) => Saturating.AddSigned(sum, flow.Amount.Units));
        return new FundTodayView(fund.TodayBegan, fund.TodayBegan < todayBegan, new Money(change, fund.Asset), flows);
    }

    private static ChangeView? ChangeOf(LiveChange? change) => change is null ? null : new ChangeView(change.Change, PpmOf(change.Change.Units, change.BeginUnits));

    private static FundCardView Card(LiveFund fund, LiveSnapshot snapshot) => new()
    {
        Id = fund.Id,
        Name = fund.Policy.Name,
        Balance = Balance(fund),
        Worth = Worth(fund, snapshot.Prices),
        Changes = Changes(fund),
        Today = Today(fund, snapshot.TodayBegan),
        Adl = Adl(fund),
        Day = Day(fund, CardPoints),
    };

    private static (FundEntryKind Kind, string? Note) Words(EntryBody body) => body switch
    {
        FundOpened => (FundEntryKind.Opening, null),
        LiquidationSettled settled => (FundEntryKind.Liquidation, settled.Symbol),
        FeeAllocated fee => (FundEntryKind.Fees, fee.Market ?? fee.Symbol),
        Injected injected => (FundEntryKind.Injection, injected.Reason),
        Withdrawn withdrawn => (FundEntryKind.Withdrawal, withdrawn.Reason),
        PolicyChanged changed => (FundEntryKind.Policy, changed.Reason),
        EntryReversed reversed => (FundEntryKind.Reversal, reversed.Reason),
        RateSet rate => (FundEntryKind.Rate, rate.Reason),
        RateCancelled cancelled => (FundEntryKind.RateTakenBack, cancelled.Reason),
        AdlChanged { Active: true } => (FundEntryKind.AdlStart, null),
        AdlChanged => (FundEntryKind.AdlStop, null),
        AdlFilled fill => (FundEntryKind.AdlFill, fill.Symbol),
        ContractListed listed => (FundEntryKind.Contract, listed.Symbol),
        _ => (FundEntryKind.Policy, null),
    };

    private static long? PpmOf(long units, long wholeUnits) => wholeUnits == 0
        ? null
        : (long)Int128.Clamp((Int128)units * PartsPerMillion.Whole / wholeUnits, long.MinValue, long.MaxValue);
}
