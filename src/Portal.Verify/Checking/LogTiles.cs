using Portal.Settlement.Ledger;
using Portal.Settlement.TransparencyLog;
using Portal.Verify.Files;

namespace Portal.Verify.Checking;

/// <summary>Reads tiles and bundles, each as wide as the checkpoint needs it, and never more than an honest one has.</summary>
internal sealed class LogTiles(ILogFiles files, long size)
{
    // An entry's own limit, and the two bytes that tell its length.
    private const int EntryBytesMax = LedgerEntry.BytesMax + 2;

    /// <summary>How many leaves the checkpoint covers.</summary>
    public long Size { get; } = size;

    /// <summary>The hashes of a tile as it is at this size.</summary>
    /// <exception cref="CheckEndedException">It is missing or has another length.</exception>
    public async Task<byte[]> ReadHashesAsync(int level, long index, CancellationToken cancellation)
    {
        var tile = TileAddress.InLog(level, index, Size);
        var wanted = tile.Width * MerkleTree.HashLength;
        var full = new TileAddress(level, index);
        var (bytes, path) = await ReadAsync(tile.Path, wanted, full.Path, TileAddress.FullWidth * MerkleTree.HashLength, cancellation);
        var right = path == tile.Path ? bytes.Length == wanted : bytes.Length == TileAddress.FullWidth * MerkleTree.HashLength;
        return right
            ? bytes[..wanted]
            : throw new CheckEndedException(FindingKind.Malformed, $"{path} has {bytes.Length} bytes, which is not its number of hashes.");
    }

    /// <summary>The entries of a bundle as it is at this size; fewer where it ends too early, and whether anything stands behind them that should not.</summary>
    /// <exception cref="CheckEndedException">It is missing or too long.</exception>
    public async Task<EntriesRead> ReadEntriesAsync(long index, CancellationToken cancellation)
    {
        var width = (int)Math.Min(TileAddress.FullWidth, Size - (index * TileAddress.FullWidth));
        var wanted = TilePath.OfEntries(index, width);
        var (bytes, path) = await ReadAsync(
            wanted, width * EntryBytesMax, TilePath.OfEntries(index, TileAddress.FullWidth), TileAddress.FullWidth * EntryBytesMax, cancellation);
        var (entries, length) = EntryBundle.ReadFirst(bytes, width);
        return new EntriesRead(path, entries, width, HasMore: path == wanted && length < bytes.Length);
    }

    /// <summary>A partial file may be gone once the full one is there.</summary>
    private async Task<(byte[] Bytes, string Path)> ReadAsync(string path, int bytesMax, string fullPath, int fullBytesMax, CancellationToken cancellation)
    {
        try
        {
            return await files.ReadAsync(path, bytesMax, cancellation) is { } bytes ? (bytes, path)
                : path != fullPath && await files.ReadAsync(fullPath, fullBytesMax, cancellation) is { } more ? (more, fullPath)
                : throw new CheckEndedException(FindingKind.Missing, $"{path} is missing, though the checkpoint over {Size} entries covers it.");
        }
        catch (FileTooLongException exception)
        {
            throw new CheckEndedException(FindingKind.Malformed, exception.Message);
        }
    }
}

/// <summary>What a bundle holds.</summary>
/// <param name="Path">The file.</param>
/// <param name="Entries">The bytes of its entries, from the first on.</param>
/// <param name="Width">How many it has to have.</param>
/// <param name="HasMore">Whether something stands behind them.</param>
internal readonly record struct EntriesRead(string Path, IReadOnlyList<ReadOnlyMemory<byte>> Entries, int Width, bool HasMore);
