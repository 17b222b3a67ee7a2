namespace Portal.Settlement.Ledger;

/// <summary>An entry that was taken back, and the entry that did.</summary>
/// <param name="Sequence">The entry that took it back.</param>
/// <param name="FundId">The fund of both.</param>
/// <param name="RecordedAt">When it was taken back.</param>
/// <param name="Body">What is recorded of it.</param>
public sealed record ReversalInForce(long Sequence, string FundId, DateTimeOffset RecordedAt, EntryReversed Body);
