using System.Collections.Immutable;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Web.Live;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Rates;

/// <summary>The share of trading fees that goes to each fund.</summary>
/// <param name="Sequence">The ledger's sequence that this shows.</param>
/// <param name="Funds">Every fund, by id.</param>
/// <param name="Freeze">The freeze in force; null while nothing is frozen.</param>
public sealed record RatesView(long Sequence, ImmutableArray<FundRates> Funds, FreezeInForce? Freeze)
{
    /// <summary>What a snapshot says of rates.</summary>
    public static RatesView Of(LiveSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new RatesView(snapshot.Sequence, [.. snapshot.Funds.Select(FundRates.Of(snapshot))], snapshot.Rulebook.Freeze);
    }
}

/// <summary>One fund's rates.</summary>
/// <param name="Id">The fund's id as it stands in addresses.</param>
/// <param name="Name">The name to show.</param>
/// <param name="InForce">Those that apply to new fees, the widest scope first.</param>
/// <param name="ToCome">Those that take effect later, the next first.</param>
/// <param name="Past">All others, the last set first.</param>
public sealed record FundRates(string Id, string Name, ImmutableArray<RateLine> InForce, ImmutableArray<RateLine> ToCome, ImmutableArray<RateLine> Past)
{
    internal static Func<LiveFund, FundRates> Of(LiveSnapshot snapshot) => fund =>
    {
        var rates = snapshot.Rulebook.RatesOf(fund.Id);
        var lines = rates.Select(rate => new RateLine(rate, AllocationRate.StandingOf(rate, rates, fund.Clock))).ToArray();
        return new FundRates(
            fund.Id,
            fund.Policy.Name,
            [.. lines.Where(static line => line.Standing is RateStanding.InForce).OrderBy(static line => line.Rate.Specificity).ThenBy(static line => line.Rate.Sequence)],
            [.. lines.Where(static line => line.IsToCome).OrderBy(static line => line.Rate.EffectiveAt).ThenBy(static line => line.Rate.Sequence)],
            [.. lines.Where(static line => line.Standing is not RateStanding.InForce && !line.IsToCome).OrderByDescending(static line => line.Rate.Sequence)]);
    };
}

/// <summary>One rate and where it stands.</summary>
/// <param name="Rate">The rate.</param>
/// <param name="Standing">Where it stands.</param>
public sealed record RateLine(AllocationRate Rate, RateStanding Standing)
{
    /// <summary>Whether it takes effect later, as things stand.</summary>
    public bool IsToCome => Standing is RateStanding.Scheduled or RateStanding.Suspended;

    /// <summary>What it applies to, in words.</summary>
    public string Scope => (Rate.Market, Rate.Kind) switch
    {
        (null, null) => Text("All trading fees"),
        (null, { } kind) => Text("{0} fees, every market", Word(kind)),
        ({ } market, null) => Text("All fees on {0}", market),
        ({ } market, { } kind) => Text("{0} fees on {1}", Word(kind), market),
    };

    /// <summary>Where it stands, in words.</summary>
    public string State => Standing switch
    {
        RateStanding.Scheduled => Text("Scheduled"),
        RateStanding.Suspended => Text("Held by the freeze"),
        RateStanding.InForce => Text("In force"),
        RateStanding.Cancelled => Text("Taken back by entry {0}", Rate.CancelledSequence),
        RateStanding.Lapsed => Text("Fell in a freeze, never took effect (entry {0})", Rate.LapsedSequence),
        _ => Text("Replaced"),
    };

    /// <summary>Who set it and who approved it.</summary>
    public string Who => Rate.ApprovedBy.IsEmpty ? Rate.By : Text("{0}, approved by {1}", Rate.By, string.Join(", ", Rate.ApprovedBy));

    private static string Word(FeeKind kind) => kind switch
    {
        FeeKind.Maker => Text("Maker"),
        FeeKind.Taker => Text("Taker"),
        _ => Text("Liquidation##kind of fee"),
    };
}
