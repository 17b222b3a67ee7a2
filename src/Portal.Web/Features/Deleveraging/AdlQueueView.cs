using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Deleveraging;

namespace Portal.Web.Features.Deleveraging;

/// <summary>A contract's ADL queues in fifths.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="FundId">The fund that covers it.</param>
/// <param name="TakenAt">When the positions were counted.</param>
/// <param name="MarkPrice">The mark price they were ranked by.</param>
/// <param name="Longs">The longs, the first fifth to be closed first: for liquidated shorts.</param>
/// <param name="Shorts">The shorts.</param>
public sealed record AdlQueueView(
    string Symbol, string FundId, DateTimeOffset TakenAt, DecimalNumber MarkPrice, ImmutableArray<AdlQuintile> Longs, ImmutableArray<AdlQuintile> Shorts);
