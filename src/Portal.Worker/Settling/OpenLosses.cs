using System.Text;
using Portal.Settlement.Ledger;
using Portal.Worker.Intake;

namespace Portal.Worker.Settling;

/// <summary>The liquidations whose losses a batch's ADL fills recover, as they stood before the batch.</summary>
internal sealed class OpenLosses
{
    private readonly Dictionary<RecordKey, long> _sequences = [];
    private readonly Dictionary<long, (LedgerEntry Entry, long RecoveredUnits)> _losses = [];

    /// <summary>Looks up every liquidation that a readable fill of the submissions names. Hardly any batch has fills, and then nothing is asked.</summary>
    public static async Task<OpenLosses> FindAsync(SettlementStores stores, IEnumerable<IntakeSubmission> submissions, CancellationToken cancellation)
    {
        var losses = new OpenLosses();
        var groups = submissions
            .SelectMany(static submission => submission.Records.Select(record => (submission.Source, record.AdlFill)))
            .Where(static pair => pair.AdlFill is not null)
            .GroupBy(static pair => pair.Source, static pair => pair.AdlFill!.LiquidationExternalId, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var ids = group.Distinct(StringComparer.Ordinal).Select(Encoding.ASCII.GetBytes).ToList();
            foreach (var row in await stores.SettledRecords.FindAsync(group.Key, (long)RecordKind.Liquidation, ids, cancellation))
            {
                losses._sequences[new RecordKey(group.Key, RecordKind.Liquidation, Encoding.ASCII.GetString(row.ExternalId))] = row.Sequence;
            }
        }

        foreach (var (sequence, recovered, bytes) in await stores.Losses.FindRecoveredAsync([.. losses._sequences.Values], cancellation))
        {
            losses._losses[sequence] = (LedgerEntry.Read(bytes), recovered);
        }

        return losses;
    }

    /// <summary>The entry of a liquidation by the id it was sent under; null when there is none.</summary>
    public long? FindSequence(RecordKey liquidation) => _sequences.TryGetValue(liquidation, out var sequence) ? sequence : null;

    /// <summary>A liquidation's entry and what fills before the batch have recovered of its loss; null when it left none.</summary>
    public (LedgerEntry Entry, long RecoveredUnits)? FindLoss(long sequence) => _losses.TryGetValue(sequence, out var loss) ? loss : null;
}
