using Portal.Settlement.Auditing;
using Portal.Settlement.TransparencyLog;
using Portal.Verify.Files;

namespace Portal.Verify.Checking;

/// <summary>How far a check is.</summary>
/// <param name="Entries">Entries checked, those of an earlier check included.</param>
/// <param name="Size">How many there are.</param>
public readonly record struct CheckProgress(long Entries, long Size);

/// <summary>Checks a log from its files alone: who signed it, that it only grew, every hash, every entry.</summary>
/// <remarks>
/// The checkpoint read at the start says what is checked; that the log grows meanwhile changes nothing. Files are read ahead and their entries read and hashed beside each
/// other; what depends on order is done in order.
/// </remarks>
internal sealed class LogCheck(ILogFiles files, TimeProvider time, IProgress<CheckProgress> progress)
{
    private readonly List<VerifyFinding> _findings = [];
    private LogHead? _head;
    private SavedState? _before;
    private LedgerAudit _audit = new();
    private long _entriesRead;
    private long _bytesRead;
    private bool _isServedAsSigned;

    /// <summary>Where the next check can go on; null when something was found.</summary>
    public SavedState? Next => _findings.Count > 0 || _head is null
        ? null
        : new SavedState { Key = _head.Key, Note = _head.Note, Checkpoint = _head.Checkpoint, CheckedAt = time.GetUtcNow(), Audit = SavedAudit.Write(_audit) };

    /// <summary>Checks everything that was not checked before.</summary>
    /// <param name="key">The key that is believed; null to believe that of <paramref name="before"/>, or else the one that the server names.</param>
    /// <param name="before">What the last check left; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CouldNotRunException">The log could not be read.</exception>
    public async Task<VerifyReport> RunAsync(VerifierKey? key, SavedState? before, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        _before = before;
        try
        {
            _audit = ReadAudit(before);
            var believed = key is not null ? (key, KeyTrust.Given) : before is not null ? (before.Key, KeyTrust.Saved) : ((VerifierKey, KeyTrust)?)null;
            _head = await new LogHeadReader(files, time).ReadAsync(believed, cancellation);
            CheckAgainst(before);
            await CheckEntriesAsync(cancellation);
        }
        catch (CheckEndedException ended)
        {
            _findings.Add(ended.Finding);
        }
        catch (AuditTooLargeException exception)
        {
            throw new CouldNotRunException(exception.Message, exception);
        }

        return Report(time.GetElapsedTime(started));
    }

    private static LedgerAudit ReadAudit(SavedState? before)
    {
        if (before is null)
        {
            return new LedgerAudit();
        }

        try
        {
            var audit = SavedAudit.Read(before.Audit);
            return audit.Size == before.Checkpoint.Size ? audit : throw new FormatException("Its audit has not the size of its checkpoint.");
        }
        catch (FormatException exception)
        {
            throw new CouldNotRunException($"The state of the earlier check can't be continued. {exception.Message}", exception);
        }
    }

    private void CheckAgainst(SavedState? before)
    {
        var now = _head!.Checkpoint;
        if (before?.Checkpoint is not { } then)
        {
            return;
        }

        if (now.Origin != then.Origin)
        {
            throw new CheckEndedException(FindingKind.Checkpoint, $"This is the log '{now.Origin}', and the one checked before was '{then.Origin}'.");
        }

        if (now.Size < then.Size)
        {
            throw new CheckEndedException(FindingKind.Shrunk, $"The log has shrunk: it had {then.Size} entries when it was checked, and is signed with {now.Size} now.");
        }

        if (now.Size == then.Size && !now.Root.AsSpan().SequenceEqual(then.Root.AsSpan()))
        {
            throw new CheckEndedException(
                FindingKind.Rewritten, $"History before entry {then.Size + 1} was rewritten: the same {then.Size} entries were signed with another root when they were checked.");
        }
    }

    private async Task CheckEntriesAsync(CancellationToken cancellation)
    {
        var size = _head!.Checkpoint.Size;
        var start = _audit.Size;
        progress.Report(new CheckProgress(start, size));
        if (start < size || start == 0)
        {
            var tiles = new LogTiles(files, size);
            var earlier = new EarlierEntries(tiles, _head.Checkpoint);
            var tree = await TreeCheck.StartAsync(tiles, _before?.Checkpoint, _head.Handovers, cancellation);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await foreach (var bundle in ReadAheadAsync(tiles, start / TileAddress.FullWidth, ending))
            {
                await TakeAsync(tree, earlier, bundle, start, cancellation);
                progress.Report(new CheckProgress(bundle.Entries[^1].Place, size));
            }

            await tree.FinishAsync(_head.Checkpoint, cancellation);
        }

        _isServedAsSigned = true;
    }

    private async Task TakeAsync(TreeCheck tree, EarlierEntries earlier, CheckedBundle bundle, long start, CancellationToken cancellation)
    {
        foreach (var (entry, hash) in bundle.Entries.Zip(bundle.LeafHashes).Where(pair => pair.First.Place > start))
        {
            // The rules are checked first: of an entry that was changed they may tell more than its hash does.
            if (_audit.Finding is null)
            {
                var rests = entry.EarlierSequence is { } sequence ? await earlier.ReadAsync(sequence, entry.Place, cancellation) : default;
                if (_audit.Take(entry, rests) is { } finding)
                {
                    _findings.Add(VerifyFinding.Of(finding));
                }
            }

            _entriesRead++;
            if (entry.Place == bundle.Fault?.Sequence)
            {
                break;
            }

            await tree.AddAsync(hash, cancellation);
        }

        _bytesRead += bundle.Bytes;
        if (bundle.Fault is { } fault)
        {
            throw new CheckEndedException(fault);
        }
    }

    private static async IAsyncEnumerable<CheckedBundle> ReadAheadAsync(LogTiles tiles, long firstBundle, CancellationTokenSource ending)
    {
        var ahead = new Queue<Task<CheckedBundle>>();
        try
        {
            for (var index = firstBundle; index * TileAddress.FullWidth < tiles.Size; index++)
            {
                ahead.Enqueue(ReadBundleAsync(tiles, index, ending.Token));
                if (ahead.Count == HttpLogFiles.AtOnceMax)
                {
                    yield return await ahead.Dequeue();
                }
            }

            while (ahead.Count > 0)
            {
                yield return await ahead.Dequeue();
            }
        }
        finally
        {
            // Whoever stops early leaves nothing running behind.
            await ending.CancelAsync();
            foreach (var left in ahead)
            {
                await ((Task)left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static async Task<CheckedBundle> ReadBundleAsync(LogTiles tiles, long index, CancellationToken cancellation)
    {
        var hashes = tiles.ReadHashesAsync(0, index, cancellation);
        var entries = tiles.ReadEntriesAsync(index, cancellation);
        await Task.WhenAll(hashes, entries);
        return await Task.Run(async () => CheckedBundle.Of((index * TileAddress.FullWidth) + 1, await entries, await hashes), cancellation);
    }

    private VerifyReport Report(TimeSpan took) => new()
    {
        Location = files.Name,
        Findings = _findings,
        Checkpoint = _head?.Checkpoint,
        Key = _head?.Key,
        Trust = _head?.Trust ?? default,
        Handovers = _head?.Handovers.Count ?? 0,
        CheckedBefore = _before?.Checkpoint.Size ?? 0,
        CheckedBeforeAt = _before?.CheckedAt,
        EntriesRead = _entriesRead,
        BytesRead = _bytesRead,
        Took = took,
        IsServedAsSigned = _isServedAsSigned,
        StillToCome = _isServedAsSigned && _audit.Finding is null ? _audit.FindMissing() : null,
        Totals = _audit.Totals,
        Funds = FundStanding.Of(_audit),
    };
}
