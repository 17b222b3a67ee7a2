using System.Collections.Immutable;
using Portal.Web.Components.Liquidations;

namespace Portal.Web.Features.Deleveraging;

/// <summary>One time that ADL was on, with the losses that belong to it.</summary>
public sealed record AdlEventPageView
{
    /// <summary>How many losses a page shows.</summary>
    public const int LossesMax = 25;

    /// <summary>How many draws before the start are shown where a drawdown started it.</summary>
    public const int DrawsMax = 10;

    /// <summary>The ledger's sequence that this shows.</summary>
    public required long LedgerSequence { get; init; }

    /// <summary>The event.</summary>
    public required AdlEventView Event { get; init; }

    /// <summary>Losses left uncovered, newest first.</summary>
    public ImmutableArray<AdlLossView> Losses { get; init; } = [];

    /// <summary>The <c>before</c> of the next page of losses; null at the end.</summary>
    public long? Older { get; init; }

    /// <summary>Whether this is the first page of losses.</summary>
    public bool IsNewest { get; init; } = true;

    /// <summary>The newest draws before the start, where the balance and no single loss started it.</summary>
    public ImmutableArray<LiquidationLine> Draws { get; init; } = [];
}
