using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Settlement.Auditing;
using Portal.Settlement.TransparencyLog;

namespace Portal.Verify.Checking;

/// <summary>What a check leaves for the next one: the signed checkpoint, the key, and where the audit stands.</summary>
/// <remarks>The whole signed note is kept: if the log is ever rewritten, it is the proof that the operator signed something else before.</remarks>
internal sealed record SavedState
{
    private const int Version = 1;

    /// <summary>The key that signed last.</summary>
    public required VerifierKey Key { get; init; }

    /// <summary>The signed note.</summary>
    public required byte[] Note { get; init; }

    /// <summary>What it says.</summary>
    public required Checkpoint Checkpoint { get; init; }

    /// <summary>When the check ended.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>The audit as <see cref="SavedAudit"/> wrote it.</summary>
    public required string Audit { get; init; }

    /// <summary>Reads a state.</summary>
    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="CouldNotRunException">It is not a state, or can't be read.</exception>
    public static async Task<SavedState?> ReadAsync(string file, CancellationToken cancellation)
    {
        try
        {
            return Parse(await File.ReadAllBytesAsync(file, cancellation));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException($"The state could not be read: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new CouldNotRunException($"'{file}' is not the state of an earlier check. Without it everything is checked from the first entry on. {exception.Message}", exception);
        }
    }

    /// <summary>Writes the state: the file holds the old one or the new one, never a part of it.</summary>
    /// <exception cref="CouldNotRunException">It could not be written.</exception>
    public async Task WriteAsync(string file, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(file);
        var beside = $"{path}.new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await stream.WriteAsync(ToBytes(), cancellation);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException($"The state could not be written: {exception.Message}", exception);
        }
    }

    private static SavedState Parse(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var root = document.RootElement;
        if (root.GetProperty("v").GetInt32() is var version && version != Version)
        {
            throw new FormatException($"v is {version}; this program continues version {Version}.");
        }

        var note = Encoding.UTF8.GetBytes(root.GetProperty("checkpoint").GetString() ?? string.Empty);
        return new SavedState
        {
            Key = VerifierKey.Parse(root.GetProperty("key").GetString() ?? string.Empty),
            Note = note,
            Checkpoint = Checkpoint.Parse(SignedNote.Parse(note).Text),
            CheckedAt = root.GetProperty("checkedAt").GetDateTimeOffset(),
            Audit = root.GetProperty("audit").GetRawText(),
        };
    }

    private byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("v", Version);
            json.WriteString("origin", Checkpoint.Origin);
            json.WriteString("key", Key.ToString());
            json.WriteString("checkedAt", CheckedAt.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("checkpoint", Encoding.UTF8.GetString(Note));
            json.WritePropertyName("audit");
            json.WriteRawValue(Audit);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
