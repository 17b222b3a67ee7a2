using System.Collections.Immutable;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;

namespace Portal.Storage.Intake;

/// <summary>Dismisses records in quarantine: the ledger's entry, the closed row and the source's count in one transaction.</summary>
public sealed class DismissalStore(DecisionStore decisions, QuarantineStore quarantine, TimeProvider time)
{
    /// <summary>Decides that one record does not count, and writes it.</summary>
    /// <param name="quarantineId">Its row.</param>
    /// <param name="reason">Why, in words that are public for ever.</param>
    /// <param name="by">Public handle of who proposed it.</param>
    /// <param name="approvedBy">Public handles of those who approved it.</param>
    /// <param name="cancellation">Ends the attempts.</param>
    /// <returns>The entry, committed; or the problem, and nothing is written: <c>unknown-record</c>, <c>not-open</c>, or what is wrong with a text.</returns>
    public Task<Checked<ImmutableArray<LedgerEntry>>> DismissAsync(
        long quarantineId, string reason, string by, ImmutableArray<string> approvedBy, CancellationToken cancellation) =>
        decisions.WriteAsync((state, stopping) => DecideAsync(state, quarantineId, reason, by, approvedBy, stopping), record: null, cancellation);

    /// <summary>The decision that one record does not count, for <see cref="DecisionStore"/> to write.</summary>
    /// <returns>The entry and the row that it closes; or the problem, as <see cref="DismissAsync"/> says.</returns>
    public async Task<Checked<LedgerDecision>> DecideAsync(
        LedgerState state, long quarantineId, string reason, string by, ImmutableArray<string> approvedBy, CancellationToken cancellation)
    {
        // Closing a row takes an entry. So a row that is open after the state was read is still open if the append that follows that state succeeds.
        var row = await quarantine.ReadAsync(quarantineId, cancellation);
        return row is null ? new Problem("unknown-record", null, $"There is no record {quarantineId} in quarantine.")
            : row.Status != QuarantineRow.Open ? new Problem("not-open", null, $"Record {quarantineId} was closed by entry {row.ClosedBySequence}.")
            : Dismiss(state, row, reason, by, approvedBy);
    }

    private Checked<LedgerDecision> Dismiss(LedgerState state, QuarantineRow row, string reason, string by, ImmutableArray<string> approvedBy)
    {
        var dismissal = new RecordDismissed(
            row.Source,
            row.Kind switch
            {
                0 => DismissedKind.Liquidation,
                SettledRecordStore.AdlFillKind => DismissedKind.AdlFill,
                _ => DismissedKind.Fee,
            },
            row.ProblemCode,
            Convert.ToHexStringLower(row.PayloadHash),
            row.PayloadBytes,
            reason,
            by)
        {
            ApprovedBy = approvedBy,
        };
        var decided = QuarantineDecisions.Dismiss(state, dismissal, time.GetUtcNow());
        return decided.Problem is { } problem ? problem : new LedgerDecision(decided.Value, append => append with
        {
            Closed = [.. append.Closed, new QuarantineClosing(row.Source, row.Kind, row.ExternalId, QuarantineRow.Dismissed, decided.Value[0].Sequence, row.PayloadHash)],
            Sources = [.. append.Sources, new SourceChange(row.Source, row.LastSeenMs, Dismissed: 1)],
        });
    }
}
