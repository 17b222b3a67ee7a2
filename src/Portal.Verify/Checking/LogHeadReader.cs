using System.Text;
using Portal.Settlement.TransparencyLog;
using Portal.Verify.Files;

namespace Portal.Verify.Checking;

/// <summary>Reads a log's newest checkpoint and finds out whether the log's own key signed it.</summary>
internal sealed class LogHeadReader(ILogFiles files, TimeProvider time)
{
    private const int KeyBytesMax = 1024;
    private const int HandoversMax = 1_000;

    // A checkpoint may be cached for a second or two while the key has just been handed over.
    private static readonly TimeSpan HandoverPause = TimeSpan.FromSeconds(3);

    /// <summary>Reads it.</summary>
    /// <param name="believed">The key that is believed, and why; null to believe the key that the server names.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CheckEndedException">It is not what it has to be.</exception>
    /// <exception cref="CouldNotRunException">There is no log, or no key to check it with.</exception>
    public async Task<LogHead> ReadAsync((VerifierKey Key, KeyTrust Trust)? believed, CancellationToken cancellation)
    {
        var (key, trust) = believed ?? (await ReadServedKeyAsync(cancellation), KeyTrust.FirstUse);
        if (await TryReadAsync(key, trust, cancellation) is { } head)
        {
            return head;
        }

        await Task.Delay(HandoverPause, time, cancellation);
        return await TryReadAsync(key, trust, cancellation)
            ?? throw new CheckEndedException(FindingKind.Signature, $"The checkpoint is not signed by the log's key {key}, nor by one that it handed over to.");
    }

    /// <summary>Null when nobody signed it who may.</summary>
    private async Task<LogHead?> TryReadAsync(VerifierKey believed, KeyTrust trust, CancellationToken cancellation)
    {
        var bytes = await ReadNoteAsync(LogPaths.Checkpoint, cancellation)
            ?? throw new CouldNotRunException($"{files.Name} serves no checkpoint: there is no log there.");
        var (note, checkpoint) = Parse(LogPaths.Checkpoint, bytes);
        if (checkpoint.Origin != believed.Name)
        {
            throw new CheckEndedException(FindingKind.Checkpoint, $"The checkpoint is that of the log '{checkpoint.Origin}', and the key is that of '{believed.Name}'.");
        }

        var handovers = await ReadHandoversAsync(believed, cancellation);
        var key = handovers.Count == 0 ? believed : handovers[^1].Successor;
        var before = handovers.Count > 1 ? handovers[^2].Successor : believed;

        // Right after a handover the note that names the new key is the newest checkpoint; the old key signed it.
        var isHandover = handovers.Count > 0 && checkpoint.Equals(handovers[^1].Last) && before.Signed(note);
        return isHandover || key.Signed(note) ? new LogHead(checkpoint, bytes, key, trust, handovers) : null;
    }

    private async Task<VerifierKey> ReadServedKeyAsync(CancellationToken cancellation)
    {
        try
        {
            var bytes = await files.ReadAsync(LogPaths.Key, KeyBytesMax, cancellation)
                ?? throw new CouldNotRunException($"{files.Name} serves no {LogPaths.Key}: there is no log there, or its key has to be given.");
            return VerifierKey.Parse(Encoding.UTF8.GetString(bytes).Trim());
        }
        catch (Exception exception) when (exception is FormatException or FileTooLongException)
        {
            throw new CheckEndedException(FindingKind.Malformed, $"{LogPaths.Key} is no key. {exception.Message}");
        }
    }

    private async Task<IReadOnlyList<Handover>> ReadHandoversAsync(VerifierKey believed, CancellationToken cancellation)
    {
        var followed = new List<Handover>();
        var key = believed;
        for (var number = 1; number <= HandoversMax; number++)
        {
            var path = LogPaths.Handover(number);
            if (await ReadNoteAsync(path, cancellation) is not { } bytes)
            {
                return followed;
            }

            var (note, last) = Parse(path, bytes);
            if (key.Signed(note))
            {
                key = SuccessorOf(path, last);
                followed.Add(new Handover(number, last, key));
            }
            else if (followed.Count > 0)
            {
                throw new CheckEndedException(FindingKind.Signature, $"{path} is not signed by the key {key} that the handover before it names.");
            }

            // Else an older key signed it than the one that is believed.
        }

        throw new CheckEndedException(FindingKind.Malformed, $"The log has more than {HandoversMax} handovers of keys.");
    }

    private static VerifierKey SuccessorOf(string path, Checkpoint last)
    {
        try
        {
            return VerifierKey.Parse(last.Successor ?? throw new FormatException("It names no successor."));
        }
        catch (FormatException exception)
        {
            throw new CheckEndedException(FindingKind.Malformed, $"{path} hands over to no key. {exception.Message}");
        }
    }

    private async Task<byte[]?> ReadNoteAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await files.ReadAsync(path, SignedNote.BytesMax, cancellation);
        }
        catch (FileTooLongException exception)
        {
            throw new CheckEndedException(FindingKind.Malformed, exception.Message);
        }
    }

    private static (SignedNote Note, Checkpoint Checkpoint) Parse(string path, byte[] bytes)
    {
        try
        {
            var note = SignedNote.Parse(bytes);
            return (note, Checkpoint.Parse(note.Text));
        }
        catch (FormatException exception)
        {
            throw new CheckEndedException(FindingKind.Checkpoint, $"{path} is no signed checkpoint. {exception.Message}");
        }
    }
}
