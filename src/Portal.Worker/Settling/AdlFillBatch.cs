using System.Text;
using Portal.Settlement;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Ledger;
using Portal.Storage.Deleveraging;
using Portal.Worker.Intake;

namespace Portal.Worker.Settling;

/// <summary>The ADL fills of one batch: finds the liquidation of each, be it in the ledger or in the batch itself, and keeps count of what is recovered.</summary>
internal sealed class AdlFillBatch(OpenLosses known)
{
    private readonly Dictionary<long, LedgerEntry> _own = [];
    private readonly Dictionary<long, long> _recoveredUnits = [];

    /// <summary>What is to be kept of the fills that were settled.</summary>
    public List<AdlFillRow> Rows { get; } = [];

    /// <summary>Takes note of a liquidation that the batch has settled.</summary>
    public void Note(LedgerEntry entry)
    {
        if (entry.Body is LiquidationSettled)
        {
            _own.Add(entry.Sequence, entry);
        }
    }

    /// <summary>Settles a fill.</summary>
    /// <param name="state">The ledger so far, the batch's entries among it.</param>
    /// <param name="fill">The fill.</param>
    /// <param name="ownSequence">The liquidation's entry where the batch itself settled it; null where the ledger is to be asked.</param>
    /// <param name="input">What comes with the record.</param>
    public Checked<LedgerEntry> Settle(LedgerState state, AdlFillReport fill, long? ownSequence, SettlementInput input)
    {
        var sequence = ownSequence ?? known.FindSequence(new RecordKey(input.Source, RecordKind.Liquidation, fill.LiquidationExternalId));
        var stored = sequence is { } found ? known.FindLoss(found) : null;
        var liquidation = stored?.Entry ?? (sequence is { } own ? _own.GetValueOrDefault(own) : null);
        if (sequence is { } settled && liquidation is null)
        {
            return AdlFillSettlement.NothingUncovered(settled);
        }

        var before = sequence is { } place && _recoveredUnits.TryGetValue(place, out var units) ? units : stored?.RecoveredUnits ?? 0;
        return AdlFillSettlement.Settle(state, fill, liquidation, before, input);
    }

    /// <summary>Takes a fill that was settled.</summary>
    public void Take(RecordKey key, byte[] contentHash, LedgerEntry entry)
    {
        var body = (AdlFilled)entry.Body;
        var uncovered = (known.FindLoss(body.LiquidationSequence)?.Entry ?? _own[body.LiquidationSequence]).Body is LiquidationSettled settled ? settled.Result.Uncovered.Units : 0;
        _recoveredUnits[body.LiquidationSequence] = uncovered - body.Recovery.Outstanding.Units;
        Rows.Add(new AdlFillRow(
            entry.Sequence,
            body.LiquidationSequence,
            key.Source,
            Encoding.ASCII.GetBytes(key.ExternalId),
            contentHash,
            body.Quantity.ToString(),
            body.Price.ToString(),
            body.Recovery.Recovered.Units,
            body.Recovery.Excess.Units,
            entry.OccurredAt.ToUnixTimeMilliseconds(),
            entry.RecordedAt.ToUnixTimeMilliseconds()));
    }
}
