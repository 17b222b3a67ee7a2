using Portal.Settlement.Ledger;
using Portal.Settlement.TransparencyLog;

namespace Portal.Storage.Ledger;

/// <summary>Everything that the next entry follows from: the state of every fund and the edge of the log's tree, at one sequence.</summary>
/// <param name="State">Rulebook and funds.</param>
/// <param name="Edge">The edge of the tree over the entries so far.</param>
public sealed record LedgerPosition(LedgerState State, TreeEdge Edge)
{
    /// <summary>The last entry; 0 before the first.</summary>
    public long Sequence => State.Sequence;
}
