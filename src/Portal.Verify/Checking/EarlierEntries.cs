using Portal.Settlement.TransparencyLog;

namespace Portal.Verify.Checking;

/// <summary>Reads an entry again that a later one takes back, and proves that it is the one that was signed: a server may show another the second time.</summary>
internal sealed class EarlierEntries(LogTiles tiles, Checkpoint checkpoint)
{
    /// <summary>The bytes of an entry, proved to be in the tree whose root was signed.</summary>
    /// <param name="sequence">Its place in the log, from 1.</param>
    /// <param name="reversal">The entry that takes it back, for the words of a finding.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CheckEndedException">It is missing, or not the one that was signed.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(long sequence, long reversal, CancellationToken cancellation)
    {
        var (index, size) = (sequence - 1, checkpoint.Size);
        var read = await tiles.ReadEntriesAsync(index / TileAddress.FullWidth, cancellation);
        var place = (int)(index % TileAddress.FullWidth);
        if (place >= read.Entries.Count)
        {
            throw new CheckEndedException(FindingKind.Malformed, $"Entry {sequence}, which entry {reversal} takes back, is missing: {read.Path} ends before it.", sequence);
        }

        var path = MerkleProof.InclusionPath(index, size);
        var hashes = new Dictionary<(int Level, long Index), byte[]>();
        foreach (var tile in TiledTree.TilesFor(path, size))
        {
            hashes[(tile.Level, tile.Index)] = await tiles.ReadHashesAsync(tile.Level, tile.Index, cancellation);
        }

        var bytes = read.Entries[place];
        var proof = path.Select(range => TiledTree.Root(range, hashes)).ToArray();
        return MerkleProof.Includes(index, size, MerkleTree.LeafHash(bytes.Span), proof, [.. checkpoint.Root])
            ? bytes
            : throw new CheckEndedException(FindingKind.LeafHash, $"Entry {sequence}, which entry {reversal} takes back, is not the one that was signed.", sequence);
    }
}
