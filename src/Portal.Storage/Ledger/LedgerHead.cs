namespace Portal.Storage.Ledger;

/// <summary>Where the ledger stands.</summary>
/// <param name="Sequence">Sequence of the last entry; 0 before the first.</param>
/// <param name="Fence">Raised by one with every change of who settles.</param>
/// <param name="TreeEdge">What the settling side keeps of the log's tree to add the next leaf; empty before the first.</param>
public sealed record LedgerHead(long Sequence, long Fence, byte[] TreeEdge);
