using System.Collections.Immutable;
using Portal.Settlement.Ledger;

namespace Portal.Storage.Ledger;

/// <summary>What operators decided, on its way into the ledger.</summary>
/// <param name="Entries">The entries, taken by the state that they were decided in.</param>
/// <param name="Complete">Adds to the append what else its transaction has to write; null for nothing.</param>
public sealed record LedgerDecision(ImmutableArray<LedgerEntry> Entries, Func<LedgerAppend, LedgerAppend>? Complete = null);
