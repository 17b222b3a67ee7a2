using System.Security.Cryptography;
using System.Text;
using Portal.Settlement.TransparencyLog;
using Portal.Worker.Secrets;

namespace Portal.Worker.Publishing;

/// <summary>The log's signing key can't be used. The message says what to do.</summary>
public sealed class LogKeyException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The file with a log's signing key: one line, in the text form of Go's signed notes.</summary>
public static class LogKeyFile
{
    private const int BytesMax = 4096;

    /// <summary>Reads a key; null when there is no such file.</summary>
    /// <exception cref="LogKeyException">The file is not a key, or can't be read.</exception>
    public static SigningKey? Find(string path)
    {
        var file = Path.GetFullPath(path);
        try
        {
            if (!File.Exists(file))
            {
                return null;
            }

            using var stream = File.OpenRead(file);
            return stream.Length <= BytesMax
                ? SigningKey.Parse(Read(stream).Trim())
                : throw new FormatException("It is too long.");
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            throw new LogKeyException(
                $"'{file}' can't be used as the log's signing key: {exception.Message} Put the right file back, or name another one (Portal:Log:KeyFile). It was not changed.",
                exception);
        }
    }

    /// <summary>Makes a key with mode 600 unless there is one, and reads it.</summary>
    /// <param name="path">Where.</param>
    /// <param name="origin">The log's name; null for one made from the key.</param>
    /// <exception cref="LogKeyException">The file is there and is not a key, or none can be made there.</exception>
    public static SigningKey FindOrCreate(string path, string? origin)
    {
        if (Find(path) is { } found)
        {
            return found;
        }

        var file = Path.GetFullPath(path);
        try
        {
            SecretFile.Create(file, Encoding.UTF8.GetBytes($"{Make(origin).ToSecretText()}\n"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LogKeyException($"No signing key can be made at '{file}' (Portal:Log:KeyFile): {exception.Message}", exception);
        }

        return Find(path) ?? throw new LogKeyException($"The signing key at '{file}' is gone again.");
    }

    // Two logs without a given name are never called alike: whoever compares them would take them for one that forked.
    private static SigningKey Make(string? origin)
    {
        var seed = RandomNumberGenerator.GetBytes(SigningKey.SeedLength);
        if (origin is null)
        {
            var publicKey = SigningKey.FromSeed("unnamed", seed).Verifier.PublicKey;
            origin = $"insurance-fund-log/{Convert.ToHexStringLower(SHA256.HashData(publicKey)[..4])}";
        }

        return SigningKey.FromSeed(origin, seed);
    }

    private static string Read(FileStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
