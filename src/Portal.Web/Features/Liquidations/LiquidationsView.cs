using System.Collections.Immutable;
using Portal.Settlement.Liquidations;
using Portal.Web.Components.Liquidations;

namespace Portal.Web.Features.Liquidations;

/// <summary>Which liquidations to list.</summary>
/// <param name="FundId">Of this fund.</param>
/// <param name="Symbol">Of this contract.</param>
/// <param name="Outcome">That ended so.</param>
/// <param name="Before">Older than this sequence: the way to older pages.</param>
/// <param name="After">Newer than this sequence, the ones nearest to it: the way back. Not set together with <paramref name="Before"/>.</param>
public sealed record LiquidationsQuery(
    string? FundId = null, string? Symbol = null, LiquidationOutcome? Outcome = null, long? Before = null, long? After = null)
{
    /// <summary>Whether something is left out.</summary>
    public bool IsFiltered => FundId is not null || Symbol is not null || Outcome is not null;
}

/// <summary>A fund to choose.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record FundChoice(string Id, string Name);

/// <summary>One page of liquidations, newest first.</summary>
public sealed record LiquidationsView
{
    /// <summary>How many liquidations a page holds; the <c>keep</c> of its rows.</summary>
    public const int PageMax = 50;

    /// <summary>The ledger's sequence that this shows.</summary>
    public required long Sequence { get; init; }

    /// <summary>What was asked for.</summary>
    public required LiquidationsQuery Query { get; init; }

    /// <summary>Newest first, at most <see cref="PageMax"/>.</summary>
    public ImmutableArray<LiquidationLine> Lines { get; init; } = [];

    /// <summary>The <see cref="LiquidationsQuery.Before"/> of the next older page; null at the end.</summary>
    public long? Older { get; init; }

    /// <summary>The <see cref="LiquidationsQuery.After"/> of the next newer page; null on the newest.</summary>
    public long? Newer { get; init; }

    /// <summary>Set when the search stopped before the end of the ledger: it looked at everything back to this sequence.</summary>
    public long? SearchedBackTo { get; init; }

    /// <summary>Funds to choose from.</summary>
    public ImmutableArray<FundChoice> Funds { get; init; } = [];

    /// <summary>Whether new liquidations belong on top of this page.</summary>
    public bool IsLive => Newer is null && Query.Before is null && !Query.IsFiltered;
}
