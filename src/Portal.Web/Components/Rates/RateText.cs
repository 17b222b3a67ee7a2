using Portal.Settlement.FeeAllocation;
using Portal.Web.Components.Figures;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Components.Rates;

/// <summary>What a rate applies to, where it stands and who answers for it, in words. Each goes on a sentence: "2.5% of fees on BTCUSDT, scheduled".</summary>
public static class RateText
{
    /// <summary>What it applies to.</summary>
    public static string Scope(AllocationRate rate)
    {
        ArgumentNullException.ThrowIfNull(rate);
        return (rate.Market, rate.Kind) switch
        {
            (null, null) => Text("all trading fees"),
            (null, { } kind) => Of(kind),
            ({ } market, null) => Text("fees on {0}", market),
            ({ } market, { } kind) => Text("{0} on {1}##kind of fees on a market", Of(kind), market),
        };
    }

    /// <summary>Where it stands.</summary>
    public static string Standing(RateStanding standing) => standing switch
    {
        RateStanding.Scheduled => Text("scheduled"),
        RateStanding.Suspended => Text("suspended by a freeze"),
        RateStanding.Cancelled => Text("taken back before it took effect"),
        RateStanding.Lapsed => Text("lapsed during a freeze"),
        RateStanding.Past => Text("replaced"),
        _ => Text("in force"),
    };

    /// <summary>Who set it, and who approved it where somebody had to.</summary>
    public static string Signatures(AllocationRate rate)
    {
        ArgumentNullException.ThrowIfNull(rate);
        return rate.ApprovedBy.IsDefaultOrEmpty
            ? Text("Set by {0}", rate.By)
            : Text("Proposed by {0}, approved by {1}", rate.By, string.Join(", ", rate.ApprovedBy));
    }

    /// <summary>How long until it takes effect.</summary>
    public static string Until(TimeSpan left) =>
        left >= TimeSpan.FromDays(2) ? Counted((long)left.TotalDays, "in {0} day", "in {0} days")
        : left >= TimeSpan.FromHours(2) ? Counted((long)left.TotalHours, "in {0} hour", "in {0} hours")
        : left >= TimeSpan.FromMinutes(1) ? Counted((long)left.TotalMinutes, "in {0} minute", "in {0} minutes")
        : Text("within a minute");

    /// <summary>A kind of fees.</summary>
    public static string Of(FeeKind kind) => kind switch
    {
        FeeKind.Maker => Text("maker fees"),
        FeeKind.Taker => Text("taker fees"),
        _ => Text("liquidation fees"),
    };
}
