using System.Collections.Immutable;
using System.Globalization;
using Portal.Admin.Proposals.Changes;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;

namespace Portal.Admin.Rates;

/// <summary>Every rate as it stands at a moment, by fund.</summary>
/// <param name="Funds">The funds by name.</param>
/// <param name="Freeze">The freeze in force; null while nothing is frozen.</param>
public sealed record RateBoard(ImmutableArray<FundRates> Funds, FreezeInForce? Freeze)
{
    /// <summary>Before anything is read.</summary>
    public static RateBoard Empty { get; } = new([], null);

    /// <summary>Makes it from the ledger's state.</summary>
    /// <param name="state">The ledger.</param>
    /// <param name="now">The clock; a fund whose own is ahead goes by that.</param>
    public static RateBoard Of(LedgerState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new RateBoard(
            [
                .. state.Funds.OrderBy(static fund => fund.FundId, StringComparer.Ordinal).Select(fund => FundRates.Of(
                    fund.FundId,
                    state.Rulebook.FindPolicy(fund.FundId)?.Name ?? fund.FundId,
                    state.Rulebook.RatesOf(fund.FundId),
                    fund.LastRecordedAt > now ? fund.LastRecordedAt : now)),
            ],
            state.Rulebook.Freeze);
    }
}

/// <summary>A fund's rates.</summary>
/// <param name="FundId">The fund.</param>
/// <param name="Name">Its name.</param>
/// <param name="Standing">Those that apply or will: in force, scheduled, suspended; within each the most specific first, and the next first.</param>
/// <param name="Ended">The others, the last set first.</param>
public sealed record FundRates(string FundId, string Name, ImmutableArray<RateLine> Standing, ImmutableArray<RateLine> Ended)
{
    internal static FundRates Of(string fundId, string name, ImmutableArray<AllocationRate> rates, DateTimeOffset at)
    {
        var lines = rates.Select(rate => RateLine.Of(rate, rates, at)).ToList();
        return new FundRates(
            fundId,
            name,
            [
                .. lines.Where(static line => !line.HasEnded)
                    .OrderBy(static line => line.Standing is RateStanding.InForce ? 0 : line.Standing is RateStanding.Scheduled ? 1 : 2)
                    .ThenByDescending(static line => line.Standing is RateStanding.InForce ? line.Rate.Specificity : 0)
                    .ThenBy(static line => line.Rate.EffectiveAt),
            ],
            [.. lines.Where(static line => line.HasEnded).OrderByDescending(static line => line.Rate.Sequence)]);
    }
}

/// <summary>One rate as it stands at a moment.</summary>
/// <param name="Rate">The rate.</param>
/// <param name="Standing">Where it stands.</param>
/// <param name="At">The moment.</param>
/// <param name="Obstacle">Why it can't be taken back; null when it can.</param>
public sealed record RateLine(AllocationRate Rate, RateStanding Standing, DateTimeOffset At, string? Obstacle)
{
    /// <summary>Whether it neither applies nor will.</summary>
    public bool HasEnded => Standing is RateStanding.Past or RateStanding.Cancelled or RateStanding.Lapsed;

    /// <summary>Whether somebody may want to take it back.</summary>
    public bool IsToCome => Standing is RateStanding.Scheduled or RateStanding.Suspended;

    /// <summary>The standing in words.</summary>
    public string Word => Standing switch
    {
        RateStanding.InForce => "in force",
        RateStanding.Scheduled => "scheduled",
        RateStanding.Suspended => "suspended",
        RateStanding.Cancelled => "taken back",
        RateStanding.Lapsed => "lapsed",
        _ => "past",
    };

    /// <summary>What it applies to, in words.</summary>
    public string Scope => RateChange.ScopeText(Rate.Market, Rate.Kind is { } kind ? ChoiceText.Of(kind) : null);

    /// <summary>What else there is to say about where it stands; null when nothing is.</summary>
    public string? Note => Standing switch
    {
        RateStanding.Scheduled => $"Takes effect in {SpanText(Rate.EffectiveAt - At)}.",
        RateStanding.Suspended => string.Create(CultureInfo.InvariantCulture, $"Waits since entry {Rate.SuspendedSequence} froze everything. If the freeze outlasts its time, it never takes effect."),
        RateStanding.Cancelled => string.Create(CultureInfo.InvariantCulture, $"Taken back by entry {Rate.CancelledSequence}, before it took effect."),
        RateStanding.Lapsed => string.Create(CultureInfo.InvariantCulture, $"Its time came during a freeze that entry {Rate.LapsedSequence} ended: it never took effect."),
        _ => null,
    };

    internal static RateLine Of(AllocationRate rate, ImmutableArray<AllocationRate> rates, DateTimeOffset at) => new(
        rate, AllocationRate.StandingOf(rate, rates, at), at, StandingDecisions.CheckCancellable(rate, rates, at)?.Detail);

    /// <summary>A span of time in its two largest units, by whole minutes and never more than there is.</summary>
    internal static string SpanText(TimeSpan span)
    {
        var minutes = (long)span.TotalMinutes;
        var (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        return minutes < 1 ? "less than a minute"
            : days > 0 ? string.Create(CultureInfo.InvariantCulture, $"{days} d {hours} h")
            : hours > 0 ? string.Create(CultureInfo.InvariantCulture, $"{hours} h {rest} min")
            : string.Create(CultureInfo.InvariantCulture, $"{rest} min");
    }
}
