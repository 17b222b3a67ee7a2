using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;

namespace Portal.Settlement.Deleveraging;

/// <summary>Whether closes are proposed for an uncovered loss, or why none are.</summary>
public enum AdlProposalState
{
    /// <summary>They are.</summary>
    Proposed,

    /// <summary>No position snapshot of the contract came, so nobody knows who stands in line.</summary>
    NoSnapshot,

    /// <summary>The last snapshot was too old when the loss came.</summary>
    OldSnapshot,

    /// <summary>The liquidation was sent without prices.</summary>
    NoPrices,

    /// <summary>The mark price was the bankruptcy price: closing there brings nothing back.</summary>
    NoDistance,

    /// <summary>Nobody stands in line, or everybody who does is in earlier proposals.</summary>
    NobodyInLine,

    /// <summary>The quantity is beyond what can be written.</summary>
    TooLarge,
}

/// <summary>The closes proposed for a loss that a liquidation left uncovered: from the head of the opposite queue, at the bankruptcy price.</summary>
/// <param name="State">Whether there are any.</param>
/// <param name="Quantity">ceil(uncovered / (contract value x |mark - bankruptcy|)), inverse per 1/price; null where it can't be worked out.</param>
/// <param name="BankruptcyPrice">The liquidated position's; null where it is not known.</param>
/// <param name="Closing">What is closed; null where nothing is.</param>
public sealed record AdlProposal(AdlProposalState State, Quantity? Quantity, Price? BankruptcyPrice, AdlQueueClosing? Closing)
{
    /// <summary>A snapshot that is older than this when the loss comes says nothing about who stands in line now.</summary>
    public static readonly TimeSpan SnapshotAgeMax = TimeSpan.FromMinutes(15);

    /// <summary>Proposes closes.</summary>
    /// <param name="settled">The liquidation.</param>
    /// <param name="recordedAt">When it was settled.</param>
    /// <param name="contract">The terms that it was settled by.</param>
    /// <param name="snapshot">The queue of the opposite side; null where no snapshot came.</param>
    /// <param name="listedMax">How many closes are listed.</param>
    public static AdlProposal For(LiquidationSettled settled, DateTimeOffset recordedAt, Contract contract, AdlSnapshot? snapshot, int listedMax)
    {
        ArgumentNullException.ThrowIfNull(settled);
        var bankruptcy = FindBankruptcyPrice(settled, contract);
        if (bankruptcy is not { } price)
        {
            return new AdlProposal(AdlProposalState.NoPrices, null, null, null);
        }

        if (snapshot is null || recordedAt - snapshot.TakenAt > SnapshotAgeMax)
        {
            return new AdlProposal(snapshot is null ? AdlProposalState.NoSnapshot : AdlProposalState.OldSnapshot, null, price, null);
        }

        var quantity = AdlQueue.ProposeQuantity(contract, settled.Result.Uncovered, snapshot.MarkPrice, price);
        if (quantity.Problem is { } problem)
        {
            return new AdlProposal(problem.Code == "no-distance" ? AdlProposalState.NoDistance : AdlProposalState.TooLarge, null, price, null);
        }

        var closing = snapshot.Opposite.Close(snapshot.ProposedAlready, quantity.Value, listedMax);
        return closing.Count == 0
            ? new AdlProposal(AdlProposalState.NobodyInLine, quantity.Value, price, null)
            : new AdlProposal(AdlProposalState.Proposed, quantity.Value, price, closing);
    }

    private static Price? FindBankruptcyPrice(LiquidationSettled settled, Contract contract) => settled.Form switch
    {
        LiquidationForm.Bankruptcy bankruptcy => bankruptcy.BankruptcyPrice,
        LiquidationForm.Position position when settled.Side is { } side =>
            Contracts.BankruptcyPrice.Of(contract, side, position.Quantity, position.EntryPrice, position.Margin),
        _ => null,
    };
}

/// <summary>The queue that a proposal is taken from.</summary>
/// <param name="TakenAt">When the snapshot was taken.</param>
/// <param name="MarkPrice">The mark price it was ranked by.</param>
/// <param name="Opposite">The side opposite to the liquidated position.</param>
/// <param name="ProposedAlready">Contracts from its head on that earlier proposals take.</param>
public sealed record AdlSnapshot(DateTimeOffset TakenAt, Price MarkPrice, AdlQueueSide Opposite, DecimalNumber ProposedAlready);
