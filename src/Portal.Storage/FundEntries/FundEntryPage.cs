using Portal.Storage.Ledger;

namespace Portal.Storage.FundEntries;

/// <summary>A page of a fund's entries, newest first.</summary>
/// <param name="Rows">The entries; may be fewer than asked for, even none, and still have older ones behind them.</param>
/// <param name="Next">Where the next page begins: before this place among the fund's entries; null at the end.</param>
public sealed record FundEntryPage(IReadOnlyList<LedgerEntryRow> Rows, long? Next);
