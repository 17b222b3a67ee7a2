using System.Collections.Immutable;
using Portal.Settlement.TransparencyLog;
using Portal.Storage.Ledger;
using Portal.Storage.TransparencyLog;

namespace Portal.Worker.Publishing;

/// <summary>The ledger's hashes do not lead to what was signed or written about them: nothing more is signed.</summary>
public sealed class LogBrokenException(string message) : Exception(message);

/// <summary>Cuts committed leaves into tiles and signs checkpoints over them.</summary>
/// <remarks>
/// Every checkpoint is built on the stored one: from its tiles and the leaf hashes behind them, whose root has to be the one that was signed. So a
/// checkpoint that is published always continues the one before it, whoever published that. Not safe for two callers at once.
/// </remarks>
public sealed class LogPublisher(LogStore log, LedgerStore ledger, TimeProvider time)
{
    /// <summary>How many leaves one checkpoint adds at most: a log that is far behind catches up in steps that keep other writers waiting briefly.</summary>
    public const int LeavesMax = 65_536;

    private GrowingTiles? _tiles;
    private LogCheckpointRow? _seen;

    /// <summary>How many checkpoints this process has signed and committed.</summary>
    public long Signed { get; private set; }

    /// <summary>Publishes a checkpoint over what is committed if the newest one covers less, or was signed by another key.</summary>
    /// <returns>How many leaves the newest checkpoint covers.</returns>
    /// <exception cref="LogKeyException">The key does not sign for this log any more.</exception>
    /// <exception cref="LogBrokenException">The ledger's hashes do not fit what was signed or each other.</exception>
    public async Task<long> PublishAsync(LogSigner signer, CancellationToken cancellation)
    {
        var head = await ledger.ReadHeadAsync(cancellation);
        if (_tiles is null)
        {
            await LoadAsync(cancellation);
        }

        var tiles = _tiles!;
        if (_seen is { } newest && newest.Size >= head.Sequence && IsSignedBy(newest, signer))
        {
            return newest.Size;
        }

        // Whatever happens until the commit is known: what is in memory is ahead of what is stored.
        _tiles = null;
        var size = Math.Min(Math.Max(head.Sequence, tiles.Size), tiles.Size + LeavesMax);
        var filled = await GrowAsync(tiles, size, cancellation);
        var root = tiles.Root();
        if (size == head.Sequence && !root.AsSpan().SequenceEqual(TreeEdge.FromBytes(size, head.TreeEdge).Root()))
        {
            throw new LogBrokenException($"the leaf hashes of entries 1 to {size} do not lead to the root that was written with entry {size}.");
        }

        var checkpoint = new Checkpoint { Origin = signer.Key.Verifier.Name, Size = size, Root = [.. root] };
        var next = new LogCheckpointRow(
            size, root, signer.Generation, time.GetUtcNow().ToUnixTimeMilliseconds(), signer.Key.Sign(checkpoint.ToText()).ToBytes());
        if (!await log.TryPublishAsync(_seen, next, filled, cancellation))
        {
            // Somebody else published in the meantime, which is as good; or the key was replaced, which is for the caller to learn.
            await CheckGenerationAsync(signer, cancellation);
            return _seen?.Size ?? 0;
        }

        (_seen, _tiles) = (next, tiles);
        Signed++;
        return size;
    }

    /// <summary>Publishes until everything that is committed now is covered.</summary>
    public async Task PublishAllAsync(LogSigner signer, CancellationToken cancellation)
    {
        var head = await ledger.ReadHeadAsync(cancellation);
        while (await PublishAsync(signer, cancellation) < head.Sequence)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private static bool IsSignedBy(LogCheckpointRow checkpoint, LogSigner signer) =>
        checkpoint.Generation == signer.Generation && signer.Key.Verifier.Signed(SignedNote.Parse(checkpoint.Note));

    private async Task CheckGenerationAsync(LogSigner signer, CancellationToken cancellation)
    {
        if ((await log.ReadKeysAsync(cancellation))[^1].Generation != signer.Generation)
        {
            throw new LogKeyException($"the key {signer.Key} has handed over to another; name that one's file (Portal:Log:KeyFile).");
        }
    }

    // Bounded whatever the size: fewer than 256 hashes of each level.
    private async Task LoadAsync(CancellationToken cancellation)
    {
        _seen = await log.ReadCheckpointAsync(cancellation);
        var size = _seen?.Size ?? 0;
        var levels = new List<IReadOnlyList<byte[]>>();
        for (var level = 0; TileAddress.HashesAt(level, size) is > 0 and var hashes; level++)
        {
            var first = hashes / TileAddress.FullWidth * TileAddress.FullWidth;
            var count = (int)(hashes - first);
            levels.Add(
                count == 0 ? []
                : level == 0 ? await ledger.ReadLeafHashesAsync(first, count, cancellation)
                : await log.ReadRootsAsync(level - 1, first, count, cancellation));
            if (levels[level].Count != count)
            {
                throw new LogBrokenException($"hashes of level {level} that the checkpoint of {size} entries covers are missing.");
            }
        }

        _tiles = new GrowingTiles(size, levels);
        if (_seen is not null && !_tiles.Root().AsSpan().SequenceEqual(_seen.Root))
        {
            _tiles = null;
            throw new LogBrokenException($"the stored hashes do not lead to the root of {size} entries that was signed.");
        }
    }

    private async Task<ImmutableArray<LogTileRow>> GrowAsync(GrowingTiles tiles, long size, CancellationToken cancellation)
    {
        var filled = ImmutableArray.CreateBuilder<LogTileRow>();
        while (tiles.Size < size)
        {
            var hashes = await ledger.ReadLeafHashesAsync(tiles.Size, (int)Math.Min(LedgerStore.PageMax, size - tiles.Size), cancellation);
            if (hashes.Count == 0)
            {
                throw new LogBrokenException($"entry {tiles.Size + 1} is missing.");
            }

            foreach (var tile in hashes.SelectMany(hash => tiles.Add(hash)))
            {
                filled.Add(new LogTileRow(tile.Level, tile.Index, tile.Root, tile.Hashes));
            }
        }

        return filled.ToImmutable();
    }
}
