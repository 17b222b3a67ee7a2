using Portal.Settlement.Ledger;

namespace Portal.Settlement.Auditing;

/// <summary>What ADL fills have recovered of each liquidation's loss so far: what the next fill of the same liquidation is checked against.</summary>
internal sealed class AuditedRecoveries
{
    // 16 bytes each and the table's own; a ledger with more of them is checked in no memory that an auditor would give.
    private const int LiquidationsMax = 2_000_000;

    private readonly Dictionary<long, long> _units;

    public AuditedRecoveries() => _units = [];

    public AuditedRecoveries(IReadOnlyDictionary<long, long> units) => _units = units.ToDictionary();

    /// <summary>The units recovered, by the liquidation's sequence.</summary>
    public IReadOnlyDictionary<long, long> ByLiquidation => _units;

    public long Of(long liquidationSequence) => _units.GetValueOrDefault(liquidationSequence);

    /// <summary>Takes note of an entry that was found right.</summary>
    /// <exception cref="AuditTooLargeException">There are more liquidations with fills than are kept.</exception>
    public void Take(LedgerEntry entry)
    {
        if (entry.Body is not AdlFilled fill)
        {
            return;
        }

        _units[fill.LiquidationSequence] = Of(fill.LiquidationSequence) + fill.Recovery.Recovered.Units;
        if (_units.Count > LiquidationsMax)
        {
            throw new AuditTooLargeException($"The ledger holds ADL fills of more than {LiquidationsMax} liquidations.");
        }
    }
}
