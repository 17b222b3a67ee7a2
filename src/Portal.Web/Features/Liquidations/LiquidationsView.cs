using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Liquidations;
using Portal.Web.Components.Liquidations;

namespace Portal.Web.Features.Liquidations;

/// <summary>Which liquidations to list. What is not set does not filter.</summary>
public sealed record LiquidationsQuery
{
    /// <summary>Of this fund.</summary>
    public string? FundId { get; init; }

    /// <summary>Of this contract.</summary>
    public string? Symbol { get; init; }

    /// <summary>Of this side.</summary>
    public ReportedSide? Side { get; init; }

    /// <summary>That ended so.</summary>
    public LiquidationOutcome? Outcome { get; init; }

    /// <summary>What was left over or missing is at least this much of the fund's asset; zero or more.</summary>
    public DecimalNumber? MinAmount { get; init; }

    /// <summary>What was left over or missing is at most this much; zero or more.</summary>
    public DecimalNumber? MaxAmount { get; init; }

    /// <summary>Settled at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Settled before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>In this order.</summary>
    public LiquidationOrder Order { get; init; }

    /// <summary>The liquidation that the page follows in its order, or, going back, precedes; null for the first page.</summary>
    public long? Place { get; init; }

    /// <summary>Whether the page precedes <see cref="Place"/>.</summary>
    public bool IsBack { get; init; }

    /// <summary>Whether something is left out.</summary>
    public bool IsFiltered => this with { Order = default, Place = null, IsBack = false } != new LiquidationsQuery();
}

/// <summary>The side of a position as a list is filtered by it; stored as its number.</summary>
public enum ReportedSide
{
    /// <summary>A long.</summary>
    Long,

    /// <summary>A short.</summary>
    Short,

    /// <summary>The recording does not tell.</summary>
    Unreported,
}

/// <summary>A fund to choose.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record FundChoice(string Id, string Name);

/// <summary>One page of liquidations in the order that was asked for.</summary>
public sealed record LiquidationsView
{
    /// <summary>How many liquidations a page holds; the <c>keep</c> of its rows.</summary>
    public const int PageMax = 50;

    /// <summary>How many contracts are offered to choose from; any other can be typed.</summary>
    public const int SymbolsMax = 200;

    /// <summary>The ledger's sequence that this shows.</summary>
    public required long Sequence { get; init; }

    /// <summary>What is shown: what was asked for, and the fund where draws are ranked.</summary>
    public required LiquidationsQuery Query { get; init; }

    /// <summary>The liquidations, at most <see cref="PageMax"/>.</summary>
    public ImmutableArray<LiquidationLine> Lines { get; init; } = [];

    /// <summary>The <see cref="LiquidationsQuery.Place"/> of the next page; null at the end.</summary>
    public long? Next { get; init; }

    /// <summary>The <see cref="LiquidationsQuery.Place"/> of the page before; null on the first.</summary>
    public long? Previous { get; init; }

    /// <summary>Set when the search stopped before the end of the ledger: it looked at everything up to this liquidation.</summary>
    public long? SearchedTo { get; init; }

    /// <summary>Funds to choose from.</summary>
    public ImmutableArray<FundChoice> Funds { get; init; } = [];

    /// <summary>Contracts to choose from, at most <see cref="SymbolsMax"/>.</summary>
    public ImmutableArray<string> Symbols { get; init; } = [];

    /// <summary>Whether a size was asked for that means nothing, since several assets are listed.</summary>
    public bool IsSizeLeftOut { get; init; }

    /// <summary>The view that new liquidations of this page come by; null where none belongs on top of it.</summary>
    public string? LiveName { get; init; }
}
