using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;

namespace Portal.Web.Features.Rates;

/// <summary>The share of trading fees that goes to each fund.</summary>
/// <param name="Sequence">The ledger's sequence that this shows.</param>
/// <param name="Funds">Every fund, in the order they were opened.</param>
/// <param name="Freeze">The freeze in force; null while nothing is frozen.</param>
public sealed record RatesView(long Sequence, ImmutableArray<FundRates> Funds, FreezeInForce? Freeze);

/// <summary>One fund's rates and what they brought in.</summary>
public sealed record FundRates
{
    /// <summary>The fund's id as it stands in addresses.</summary>
    public required string Id { get; init; }

    /// <summary>The name to show.</summary>
    public required string Name { get; init; }

    /// <summary>Those that apply to new fees, the widest scope first.</summary>
    public ImmutableArray<RateLine> InForce { get; init; } = [];

    /// <summary>Those that take effect later, the next first.</summary>
    public ImmutableArray<RateLine> ToCome { get; init; } = [];

    /// <summary>All others, the last set first.</summary>
    public ImmutableArray<RateLine> Past { get; init; } = [];

    /// <summary>What the fund received from fees.</summary>
    public required FeeIncome Income { get; init; }
}

/// <summary>One rate, where it stands and what it brought in.</summary>
/// <param name="Rate">The rate.</param>
/// <param name="Standing">Where it stands.</param>
public sealed record RateLine(AllocationRate Rate, RateStanding Standing)
{
    /// <summary>Whether it takes effect later, as things stand.</summary>
    public bool IsToCome => Standing is RateStanding.Scheduled or RateStanding.Suspended;

    /// <summary>How long until it takes effect; null for others.</summary>
    public TimeSpan? Until { get; init; }

    /// <summary>The fees it was charged on; null when none was.</summary>
    public RateTotal? Total { get; init; }

    /// <summary>What it brought in on the last days; null when nothing was charged at it then.</summary>
    public RateLately? Lately { get; init; }

    /// <summary>Set when fees from before this time are in the ledger and not in <see cref="Total"/>.</summary>
    public DateTimeOffset? CountedSince { get; init; }
}

/// <summary>What a rate was charged on and brought in.</summary>
/// <param name="Fees">All the fees.</param>
/// <param name="ToFund">What of them went to the fund.</param>
/// <param name="Count">How many fees.</param>
public sealed record RateTotal(Money Fees, Money ToFund, long Count);

/// <summary>What a rate brought in lately, by the UTC days in which the fees' periods began.</summary>
/// <param name="Today">Today.</param>
/// <param name="LastDays">On the last <see cref="FeeIncome.DaysMax"/> days, today among them.</param>
public sealed record RateLately(Money Today, Money LastDays);

/// <summary>What a fund received from fees lately.</summary>
/// <param name="Last24Hours">In the last 24 hours.</param>
/// <param name="LastDays">In the last <see cref="DaysMax"/> UTC days, today among them.</param>
/// <param name="Days">Each of those days, the oldest first.</param>
public sealed record FeeIncome(Money Last24Hours, Money LastDays, ImmutableArray<DayIncome> Days)
{
    /// <summary>How many days are shown.</summary>
    public const int DaysMax = 30;
}

/// <summary>A day's income.</summary>
/// <param name="Day">Its begin, UTC.</param>
/// <param name="Income">What came in; zero or more.</param>
public sealed record DayIncome(DateTimeOffset Day, Money Income);
