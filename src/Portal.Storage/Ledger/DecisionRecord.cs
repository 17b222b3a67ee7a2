using System.Collections.Immutable;
using System.Data.Common;
using Portal.Settlement.Ledger;
using Portal.Storage.Audit;
using Portal.Storage.Database;
using Portal.Storage.Proposals;

namespace Portal.Storage.Ledger;

/// <summary>What is written in one transaction with a decision: who did it, and the proposal that it ends.</summary>
/// <param name="Audit">What the audit says, once the entries are known.</param>
public sealed record DecisionRecord(Func<IReadOnlyList<LedgerEntry>, AuditDraft> Audit)
{
    /// <summary>The open proposal that the decision carries out; null where nobody needed to be asked.</summary>
    public long? ProposalId { get; init; }

    /// <summary>Public handles of those whose approval of the proposal its entries name. The transaction is undone when one of them may not approve any more, or the proposer not propose.</summary>
    public Func<ImmutableArray<string>> ApprovedBy { get; init; } = static () => [];

    /// <summary>The entry that says what was decided; an asset that a new fund brings with it comes before it.</summary>
    public static LedgerEntry MainOf(IReadOnlyList<LedgerEntry> entries) => entries.FirstOrDefault(static entry => entry.Body is ApprovedDecision) ?? entries[0];

    internal async Task<bool> WriteAsync(
        SqlEngine engine, DbConnection connection, DbTransaction? transaction, IReadOnlyList<LedgerEntry> entries, CancellationToken cancellation)
    {
        var audit = Audit(entries);
        if (ProposalId is { } id)
        {
            return await ProposalStore.FinishAsync(engine, connection, transaction, id, ApprovedBy(), MainOf(entries).Sequence, audit, cancellation);
        }

        await AuditStore.AppendAsync(engine, connection, transaction, audit, cancellation);
        return true;
    }
}
