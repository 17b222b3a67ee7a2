namespace Portal.Storage.Deleveraging;

/// <summary>What was proposed for an uncovered loss, or why nothing was.</summary>
/// <param name="LiquidationSequence">The liquidation.</param>
/// <param name="State">The word of <c>AdlProposalState</c>.</param>
/// <param name="Quantity">Contracts to close; null where nothing is proposed.</param>
/// <param name="BankruptcyPrice">At what price; null where it is not known.</param>
/// <param name="MarkPrice">The mark price of the snapshot; null without one.</param>
/// <param name="TakenAtMs">When the snapshot was taken, Unix ms; null without one.</param>
/// <param name="CloseCount">How many positions it takes; more than are kept, perhaps.</param>
/// <param name="Unfilled">Contracts for which the queue was too short; null where nothing is proposed.</param>
/// <param name="ProposedAtMs">When it was made, Unix ms.</param>
public sealed record AdlProposalRow(
    long LiquidationSequence,
    string State,
    string? Quantity,
    string? BankruptcyPrice,
    string? MarkPrice,
    long? TakenAtMs,
    long CloseCount,
    string? Unfilled,
    long ProposedAtMs);

/// <summary>One close of a proposal.</summary>
/// <param name="LiquidationSequence">The liquidation.</param>
/// <param name="Place">The position's place in the queue, from 1.</param>
/// <param name="Quantity">Contracts to close of it.</param>
/// <param name="QuintilePercent">The fifth it stands in: 20, 40, 60, 80 or 100.</param>
/// <param name="Score">Its score, rounded.</param>
public sealed record AdlProposedCloseRow(long LiquidationSequence, long Place, string Quantity, long QuintilePercent, string Score);
