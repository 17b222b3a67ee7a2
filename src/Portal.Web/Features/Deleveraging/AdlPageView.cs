using System.Collections.Immutable;
using Portal.Web.Components.Adl;
using Portal.Web.Components.Funds;

namespace Portal.Web.Features.Deleveraging;

/// <summary>Everything about ADL at a glance.</summary>
public sealed record AdlPageView
{
    /// <summary>How many events a page shows.</summary>
    public const int EventsMax = 25;

    /// <summary>How many contracts' queues a page shows.</summary>
    public const int QueuesMax = 25;

    /// <summary>The ledger's sequence that this shows.</summary>
    public required long Sequence { get; init; }

    /// <summary>Where every fund stands.</summary>
    public ImmutableArray<AdlFundView> Funds { get; init; } = [];

    /// <summary>Times that ADL was on, newest first.</summary>
    public ImmutableArray<AdlEventView> Events { get; init; } = [];

    /// <summary>The <c>before</c> of the next page of events; null at the end.</summary>
    public long? Older { get; init; }

    /// <summary>Whether this is the first page of events.</summary>
    public bool IsNewest { get; init; } = true;

    /// <summary>The contracts' queues, by symbol.</summary>
    public ImmutableArray<AdlQueueView> Queues { get; init; } = [];
}

/// <summary>Where one fund stands.</summary>
/// <param name="Id">The fund.</param>
/// <param name="Name">Its name.</param>
/// <param name="Balance">Its balance.</param>
/// <param name="Adl">Its distance to the trigger.</param>
/// <param name="ActiveSince">The event that is on; null while ADL is off.</param>
public sealed record AdlFundView(string Id, string Name, FundBalanceView Balance, AdlView Adl, long? ActiveSince);
