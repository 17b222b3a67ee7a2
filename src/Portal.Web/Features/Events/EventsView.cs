using System.Collections.Immutable;
using Portal.Web.Features.Liquidations;

namespace Portal.Web.Features.Events;

/// <summary>A page of stress events.</summary>
/// <param name="LedgerSequence">The ledger's sequence that this shows.</param>
/// <param name="FundId">The one fund that is shown; null for all.</param>
/// <param name="Funds">Every fund, to choose from.</param>
/// <param name="Events">The events, the newest peak first, at most <see cref="PageMax"/>.</param>
/// <param name="Older">Where older ones begin: before this peak; null at the end.</param>
public sealed record EventsView(long LedgerSequence, string? FundId, ImmutableArray<FundChoice> Funds, ImmutableArray<EventView> Events, long? Older)
{
    /// <summary>The most events of a page.</summary>
    public const int PageMax = 20;

    /// <summary>Whether this is the first page, on top of which new events come.</summary>
    public bool IsNewest { get; init; } = true;
}
