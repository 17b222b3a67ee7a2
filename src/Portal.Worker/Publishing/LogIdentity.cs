using Microsoft.Extensions.Options;
using Portal.Settlement.TransparencyLog;
using Portal.Storage.TransparencyLog;

namespace Portal.Worker.Publishing;

/// <summary>The key that signs for the log and its place among the log's keys.</summary>
/// <param name="Key">The key.</param>
/// <param name="Generation">1 for the first.</param>
public sealed record LogSigner(SigningKey Key, long Generation);

/// <summary>Makes sure that a log has one identity: the key in the file is the one that the database knows, or there is no signing.</summary>
public sealed class LogIdentity(LogStore log, IOptions<LogOptions> options, TimeProvider time)
{
    /// <summary>The key to sign with. A new log takes the key in the file, or a new one if there is no file; a log that has a key takes no other.</summary>
    /// <exception cref="LogKeyException">The key is missing, or is another one, or is called otherwise than configured.</exception>
    public async Task<LogSigner> OpenAsync(CancellationToken cancellation)
    {
        var (file, origin) = (Path.GetFullPath(options.Value.KeyFile), options.Value.Origin);
        var keys = await log.ReadKeysAsync(cancellation);
        if (keys.Count == 0)
        {
            var first = LogKeyFile.FindOrCreate(file, origin);
            CheckName(first, origin, file);
            await log.TryAddKeyAsync(
                new LogKeyRow(1, first.Verifier.ToString(), 0, time.GetUtcNow().ToUnixTimeMilliseconds(), Handover: null), cancellation);

            // Another process may have been faster, with another file.
            keys = await log.ReadKeysAsync(cancellation);
        }

        var signs = keys[^1];
        var key = LogKeyFile.Find(file) ?? throw new LogKeyException(
            $"This log is signed with the key {Short(signs.Vkey)}, and '{file}' (Portal:Log:KeyFile) is not there. "
            + "Put the key file back. A new one would be a second identity, so none was made; README says how to go on if the key is lost.");
        CheckName(key, origin, file);
        return key.Verifier.ToString() == signs.Vkey
            ? new LogSigner(key, signs.Generation)
            : throw new LogKeyException(
                $"'{file}' (Portal:Log:KeyFile) holds the key {key}, but this log is signed with {Short(signs.Vkey)}. "
                + "Name the right file; a key is replaced with 'log rotate' alone.");
    }

    private static void CheckName(SigningKey key, string? origin, string file)
    {
        if (origin is not null && key.Verifier.Name != origin)
        {
            throw new LogKeyException(
                $"Portal:Log:Origin is '{origin}', but the key in '{file}' is that of '{key.Verifier.Name}'. A log keeps its name for ever.");
        }
    }

    private static string Short(string vkey) => VerifierKey.Parse(vkey) is var key ? $"{key.Name}+{key.KeyId:x8}" : vkey;
}
