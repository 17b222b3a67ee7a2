using System.Collections.Immutable;
using Portal.Settlement.Ledger;

namespace Portal.Storage.Ledger;

/// <summary>What operators decided, on its way into the ledger.</summary>
/// <param name="Entries">The entries, taken by the state that they were decided in.</param>
/// <param name="Complete">Adds to the append what else its transaction has to write; null for nothing.</param>
public sealed record LedgerDecision(ImmutableArray<LedgerEntry> Entries, Func<LedgerAppend, LedgerAppend>? Complete = null)
{
    /// <summary>Whether ADL was judged after each entry already, so that starts and stops are among them: true of what was settled.</summary>
    public bool IsJudged { get; init; }

    /// <summary>All entries that are to be written: a decision can itself be what starts or stops ADL, such as a new floor or a withdrawal.</summary>
    /// <param name="state">The state that has taken the entries; takes the starts and stops too.</param>
    public ImmutableArray<LedgerEntry> WithJudgements(LedgerState state) =>
        IsJudged ? Entries : [.. Entries, .. Entries.Select(entry => AdlJudgement.AfterEntry(state, entry)).OfType<LedgerEntry>()];
}
