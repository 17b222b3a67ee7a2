using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;

namespace Portal.Web.Live;

/// <summary>A liquidation, decoded once for everybody who shows it.</summary>
public sealed class LiveLiquidation
{
    private readonly byte[] _bytes;

    private LiveLiquidation(LedgerEntry entry, byte[] bytes, Contract contract, long? reversedBy)
    {
        (Entry, _bytes, Contract, ReversedBy) = (entry, bytes, contract, reversedBy);
        Settled = (LiquidationSettled)entry.Body;
    }

    /// <summary>The entry.</summary>
    public LedgerEntry Entry { get; }

    /// <summary>What it records.</summary>
    public LiquidationSettled Settled { get; }

    /// <summary>The contract terms it was settled by.</summary>
    public Contract Contract { get; }

    /// <summary>The entry that took it back; null while it stands.</summary>
    public long? ReversedBy { get; }

    /// <summary>Its place among all entries.</summary>
    public long Sequence => Entry.Sequence;

    /// <summary>The record as every answer and message carries it; written at the first use.</summary>
    public RawJson Json => field ??= LiquidationJson.Of(_bytes, Settled.Result.Outcome, Contract, ReversedBy);

    /// <summary>Takes an entry with its canonical bytes; null when it is no liquidation.</summary>
    public static LiveLiquidation? Of(LedgerEntry entry, byte[] bytes, Rulebook rulebook)
    {
        if (entry.Body is not LiquidationSettled settled)
        {
            return null;
        }

        var listing = settled.ContractSequence is { } sequence ? rulebook.FindContract(settled.Symbol, sequence) : null;
        return new LiveLiquidation(entry, bytes, listing?.Terms.Contract ?? Contract.Unlisted, rulebook.FindReversalOf(entry.Sequence)?.Sequence);
    }

    /// <summary>The same one, taken back: another thing to show.</summary>
    public LiveLiquidation TakenBack(long reversedBy) => new(Entry, _bytes, Contract, reversedBy);

    /// <summary>Reads the canonical bytes of a liquidation.</summary>
    /// <exception cref="FormatException">They are none.</exception>
    public static LiveLiquidation Read(byte[] bytes, Rulebook rulebook) =>
        Of(LedgerEntry.Read(bytes), bytes, rulebook) ?? throw new FormatException("It is not a liquidation.");
}
