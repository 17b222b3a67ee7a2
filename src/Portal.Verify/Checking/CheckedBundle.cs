using Portal.Settlement.Auditing;
using Portal.Settlement.Ledger;
using Portal.Settlement.TransparencyLog;

namespace Portal.Verify.Checking;

/// <summary>What can be said of a bundle without looking at any other: its entries, their hashes, and whether those are the published ones.</summary>
internal sealed class CheckedBundle
{
    private CheckedBundle(IReadOnlyList<AuditedEntry> entries, IReadOnlyList<byte[]> leafHashes, long bytes) =>
        (Entries, LeafHashes, Bytes) = (entries, leafHashes, bytes);

    /// <summary>The entries, read; the one that <see cref="Fault"/> names is the last.</summary>
    public IReadOnlyList<AuditedEntry> Entries { get; }

    /// <summary>Their hashes.</summary>
    public IReadOnlyList<byte[]> LeafHashes { get; }

    /// <summary>How long they are together.</summary>
    public long Bytes { get; }

    /// <summary>The first thing wrong; null when nothing is.</summary>
    public VerifyFinding? Fault { get; private init; }

    /// <summary>Reads and hashes the entries of a bundle.</summary>
    /// <param name="firstPlace">The place of its first entry in the log, from 1.</param>
    /// <param name="read">The bundle.</param>
    /// <param name="published">The hash tile of the same leaves.</param>
    public static CheckedBundle Of(long firstPlace, EntriesRead read, ReadOnlySpan<byte> published)
    {
        var writer = new CanonicalObject();
        var entries = new List<AuditedEntry>(read.Entries.Count);
        var hashes = new List<byte[]>(read.Entries.Count);
        long bytes = 0;
        foreach (var (index, entry) in read.Entries.Index())
        {
            var hash = MerkleTree.LeafHash(entry.Span);
            entries.Add(AuditedEntry.Read(firstPlace + index, entry, writer));
            hashes.Add(hash);
            bytes += entry.Length;
            if (!published.Slice(index * MerkleTree.HashLength, MerkleTree.HashLength).SequenceEqual(hash))
            {
                var fault = new VerifyFinding(
                    FindingKind.LeafHash, $"Entry {firstPlace + index}: its bytes are not the ones whose hash the log publishes. They were changed, or entries were taken out or put in before it.")
                {
                    Sequence = firstPlace + index,
                };
                return new CheckedBundle(entries, hashes, bytes) { Fault = fault };
            }
        }

        return new CheckedBundle(entries, hashes, bytes) { Fault = FindLength(firstPlace, read) };
    }

    private static VerifyFinding? FindLength(long firstPlace, EntriesRead read)
    {
        var end = firstPlace + read.Entries.Count;
        var text = read.Entries.Count < read.Width ? $"Entry {end} is missing: {read.Path} has {read.Entries.Count} entries and not {read.Width}."
            : read.HasMore ? $"{read.Path} holds more than its {read.Width} entries."
            : null;
        return text is null ? null : new VerifyFinding(FindingKind.Malformed, text) { Sequence = end };
    }
}
