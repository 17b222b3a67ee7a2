using Portal.Settlement.Ledger;

namespace Portal.Settlement.Auditing;

/// <summary>The bytes of one entry as an outsider reads them, and what can be said of them without looking at any other entry.</summary>
/// <remarks>Reading looks at nothing else, so entries may be read by several threads at once; <see cref="LedgerAudit"/> then takes them in order.</remarks>
public sealed record AuditedEntry
{
    private AuditedEntry(long place, ReadOnlyMemory<byte> bytes) => (Place, Bytes) = (place, bytes);

    /// <summary>Its place in the log, from 1: what its sequence has to be.</summary>
    public long Place { get; }

    /// <summary>The bytes that were read.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What they say; null when they can't be read.</summary>
    public LedgerEntry? Entry { get; private init; }

    /// <summary>Why they are no entry in canonical form; null when they are.</summary>
    public AuditFinding? Finding { get; private init; }

    /// <summary>
    /// The earlier entry whose bytes <see cref="LedgerAudit.Take"/> needs with it: what a reversal takes back, the liquidation of an ADL fill. Null for every other entry,
    /// and where there is no such entry.
    /// </summary>
    public long? EarlierSequence => NamedSequence is { } sequence && sequence > 0 && sequence < Place ? sequence : null;

    private long? NamedSequence => Entry?.Body switch
    {
        EntryReversed reversed => reversed.ReversedSequence,
        AdlFilled fill => fill.LiquidationSequence,
        _ => null,
    };

    /// <summary>Reads the bytes of one entry and compares them with their canonical form. Never throws because of what they hold.</summary>
    /// <param name="place">Its place in the log, from 1.</param>
    /// <param name="bytes">The entry, kept as it is.</param>
    /// <param name="writer">A writer that the calling thread uses again and again.</param>
    public static AuditedEntry Read(long place, ReadOnlyMemory<byte> bytes, CanonicalObject writer)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(place);
        ArgumentNullException.ThrowIfNull(writer);
        if (bytes.Length > LedgerEntry.BytesMax)
        {
            return new AuditedEntry(place, bytes) { Finding = new AuditFinding(place, $"has {bytes.Length} bytes, more than the {LedgerEntry.BytesMax} of an entry.") };
        }

        try
        {
            var entry = LedgerEntry.Read(bytes);
            var canonical = entry.ToBytes(writer);
            return new AuditedEntry(place, bytes)
            {
                Entry = entry,
                Finding = bytes.Span.SequenceEqual(canonical) ? null : FieldComparison.FindSpelling(place, canonical, bytes),
            };
        }
        catch (FormatException exception)
        {
            return new AuditedEntry(place, bytes) { Finding = new AuditFinding(place, $"can't be read. {exception.Message}") };
        }
        catch (InvariantBrokenException)
        {
            // The one promise of writing that an unwritten entry can break.
            return new AuditedEntry(place, bytes) { Finding = new AuditFinding(place, $"can't be read. It holds a number beyond {CanonicalObject.IntegerMax}.") };
        }
    }
}
