using Portal.Settlement.TransparencyLog;

namespace Portal.Verify.Checking;

/// <summary>Reads an entry again that a later one rests on, and proves that it is the one that was signed: a server may show another the second time.</summary>
/// <remarks>Fills of ADL rest on liquidations that stand close together, so the last bundle and some tiles are kept.</remarks>
internal sealed class EarlierEntries(LogTiles tiles, Checkpoint checkpoint)
{
    private const int HashTilesMax = 64;

    private readonly Dictionary<(int Level, long Index), byte[]> _hashes = [];
    private (long Index, EntriesRead Read)? _bundle;

    /// <summary>The bytes of an entry, proved to be in the tree whose root was signed.</summary>
    /// <param name="sequence">Its place in the log, from 1.</param>
    /// <param name="later">The entry that rests on it, for the words of a finding.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CheckEndedException">It is missing, or not the one that was signed.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(long sequence, long later, CancellationToken cancellation)
    {
        var (index, size) = (sequence - 1, checkpoint.Size);
        var read = await ReadBundleAsync(index / TileAddress.FullWidth, cancellation);
        var place = (int)(index % TileAddress.FullWidth);
        if (place >= read.Entries.Count)
        {
            throw new CheckEndedException(FindingKind.Malformed, $"Entry {sequence}, on which entry {later} rests, is missing: {read.Path} ends before it.", sequence);
        }

        var path = MerkleProof.InclusionPath(index, size);
        var hashes = await ReadHashesAsync(TiledTree.TilesFor(path, size), cancellation);
        var bytes = read.Entries[place];
        var proof = path.Select(range => TiledTree.Root(range, hashes)).ToArray();
        return MerkleProof.Includes(index, size, MerkleTree.LeafHash(bytes.Span), proof, [.. checkpoint.Root])
            ? bytes
            : throw new CheckEndedException(FindingKind.LeafHash, $"Entry {sequence}, on which entry {later} rests, is not the one that was signed.", sequence);
    }

    private async Task<EntriesRead> ReadBundleAsync(long index, CancellationToken cancellation)
    {
        if (_bundle is not { } kept || kept.Index != index)
        {
            kept = (index, await tiles.ReadEntriesAsync(index, cancellation));
            _bundle = kept;
        }

        return kept.Read;
    }

    private async Task<IReadOnlyDictionary<(int Level, long Index), byte[]>> ReadHashesAsync(IEnumerable<TileAddress> needed, CancellationToken cancellation)
    {
        if (_hashes.Count > HashTilesMax)
        {
            _hashes.Clear();
        }

        foreach (var tile in needed)
        {
            if (!_hashes.ContainsKey((tile.Level, tile.Index)))
            {
                _hashes[(tile.Level, tile.Index)] = await tiles.ReadHashesAsync(tile.Level, tile.Index, cancellation);
            }
        }

        return _hashes;
    }
}
