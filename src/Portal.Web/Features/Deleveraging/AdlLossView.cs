using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Deleveraging;
using Portal.Web.Components.Liquidations;

namespace Portal.Web.Features.Deleveraging;

/// <summary>A loss that a liquidation left uncovered, and what became of it.</summary>
/// <param name="Line">The liquidation.</param>
/// <param name="EventSequence">The event it belongs to.</param>
/// <param name="Uncovered">The loss.</param>
/// <param name="Recovered">What ADL fills recovered.</param>
/// <param name="FillCount">How many fills.</param>
/// <param name="Proposal">What was proposed; null until it is made, and for losses from before there were proposals.</param>
public sealed record AdlLossView(LiquidationLine Line, long EventSequence, Money Uncovered, Money Recovered, long FillCount, AdlProposalView? Proposal)
{
    /// <summary>What is still to be recovered.</summary>
    public Money Outstanding => Uncovered - Recovered;
}

/// <summary>The closes proposed for a loss.</summary>
/// <param name="State">Whether there are any, or why not.</param>
/// <param name="Quantity">Contracts to close; null where it can't be worked out.</param>
/// <param name="BankruptcyPrice">At what price; null where it is not known.</param>
/// <param name="MarkPrice">The mark price of the snapshot; null without one.</param>
/// <param name="TakenAt">When the snapshot was taken; null without one.</param>
/// <param name="CloseCount">How many positions.</param>
/// <param name="Unfilled">Contracts for which the queue was too short; null where nothing is proposed.</param>
public sealed record AdlProposalView(
    AdlProposalState State,
    DecimalNumber? Quantity,
    DecimalNumber? BankruptcyPrice,
    DecimalNumber? MarkPrice,
    DateTimeOffset? TakenAt,
    long CloseCount,
    DecimalNumber? Unfilled);

/// <summary>One close of a proposal.</summary>
/// <param name="Place">The place in the queue.</param>
/// <param name="Quantity">Contracts.</param>
/// <param name="QuintilePercent">The fifth it stands in.</param>
/// <param name="Score">Its score.</param>
public sealed record AdlCloseView(long Place, DecimalNumber Quantity, long QuintilePercent, DecimalNumber Score);

/// <summary>What ADL closed.</summary>
/// <param name="Sequence">The ledger entry.</param>
/// <param name="OccurredAt">When.</param>
/// <param name="Quantity">Contracts.</param>
/// <param name="Price">At what price.</param>
/// <param name="Recovered">What the loss got back.</param>
/// <param name="Excess">What it brought beyond the loss.</param>
public sealed record AdlFillView(long Sequence, DateTimeOffset OccurredAt, DecimalNumber Quantity, DecimalNumber Price, Money Recovered, Money Excess);

/// <summary>One loss with everything that was proposed and closed for it.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Closes">The first closes proposed.</param>
/// <param name="Fills">The first fills, in order.</param>
public sealed record AdlRecoveryView(AdlLossView Loss, ImmutableArray<AdlCloseView> Closes, ImmutableArray<AdlFillView> Fills)
{
    /// <summary>How many fills are shown.</summary>
    public const int FillsMax = 50;

    /// <summary>Whether all of the loss was recovered: nothing more is proposed or closed for it.</summary>
    public bool IsOver => Loss.Outstanding.Units <= 0;
}
