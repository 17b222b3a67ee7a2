using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Portal.Settlement.TransparencyLog;
using Portal.Storage.Audit;
using Portal.Storage.People;
using Portal.Storage.TransparencyLog;

namespace Portal.Worker.Publishing;

/// <summary>Replaces the key that signs for the log.</summary>
public sealed class LogRotation(LogStore log, IOptions<LogOptions> options, TimeProvider time)
{
    private const int AttemptsMax = 20;

    /// <summary>Lets the key in force sign a last checkpoint that names its successor, which signs from then on.</summary>
    /// <param name="newKeyFile">The successor's key; made if there is no such file.</param>
    /// <param name="oldKeyIsLost">Goes on without the old key's word. Everybody who knows the old key is told that the log can't prove to be the same.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The successor.</returns>
    /// <exception cref="LogKeyException">There is nothing to hand over, or a key file is not the right one.</exception>
    public async Task<VerifierKey> RotateAsync(string newKeyFile, bool oldKeyIsLost, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var keys = await log.ReadKeysAsync(cancellation);
            if (keys is not [.., var signs] || await log.ReadCheckpointAsync(cancellation) is not { } newest)
            {
                throw new LogKeyException("This log was never signed, so there is nothing to hand over: name the key file you want and start the worker.");
            }

            var origin = VerifierKey.Parse(signs.Vkey).Name;
            var successor = LogKeyFile.FindOrCreate(newKeyFile, origin);
            CheckSuccessor(successor, origin, keys);
            var at = time.GetUtcNow();
            var now = at.ToUnixTimeMilliseconds();
            var note = oldKeyIsLost ? null : SignHandover(signs, newest, successor.Verifier);
            var key = new LogKeyRow(signs.Generation + 1, successor.Verifier.ToString(), newest.Size, now, note);
            var last = newest with { Generation = key.Generation, SignedAtMs = now, Note = note ?? newest.Note };
            if (await log.TryHandOverAsync(key, last, AuditOf(at, signs, key, oldKeyIsLost), cancellation))
            {
                return successor.Verifier;
            }

            // The log has grown meanwhile; the last checkpoint has to be the newest.
        }

        throw new LogKeyException("The log grows too fast to hand over between two checkpoints; stop the worker for it.");
    }

    private static AuditDraft AuditOf(DateTimeOffset at, LogKeyRow signs, LogKeyRow successor, bool oldKeyIsLost) => new(
        at,
        InvitationStore.CommandLine,
        "local",
        "log.rotated",
        string.Create(CultureInfo.InvariantCulture, $"log key {successor.Generation}"),
        JsonSerializer.Serialize(new { from = signs.Vkey, to = successor.Vkey, size = successor.FromSize, oldKeyIsLost }));

    private byte[] SignHandover(LogKeyRow signs, LogCheckpointRow newest, VerifierKey successor)
    {
        var old = LogKeyFile.Find(options.Value.KeyFile)
            ?? throw new LogKeyException($"The key that signs now is not at '{options.Value.KeyFile}' (Portal:Log:KeyFile). Without it there is no handover.");
        if (old.Verifier.ToString() != signs.Vkey)
        {
            throw new LogKeyException($"'{options.Value.KeyFile}' (Portal:Log:KeyFile) holds the key {old}, which does not sign for this log now.");
        }

        var checkpoint = new Checkpoint { Origin = old.Verifier.Name, Size = newest.Size, Root = [.. newest.Root] };
        return old.Sign(checkpoint.HandingOverTo(successor).ToText()).ToBytes();
    }

    private static void CheckSuccessor(SigningKey successor, string origin, IReadOnlyList<LogKeyRow> keys)
    {
        if (successor.Verifier.Name != origin)
        {
            throw new LogKeyException($"The new key is that of '{successor.Verifier.Name}', and this log is called '{origin}'. A log keeps its name for ever.");
        }

        if (keys.Any(key => key.Vkey == successor.Verifier.ToString()))
        {
            throw new LogKeyException($"The key {successor} has signed for this log before. A key that was replaced does not come back.");
        }
    }
}
