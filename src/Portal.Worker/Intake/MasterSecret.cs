using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Worker.Intake;

/// <summary>The 32 random bytes from which receipts and intake secrets are derived; the same file on every node.</summary>
/// <remarks>Who has it can open every commitment of the log and sign for every source; who loses it can't issue the receipts of old records again.</remarks>
public sealed class MasterSecret
{
    /// <summary>How many bytes it has.</summary>
    public const int Length = 32;

    private readonly byte[] _key;

    private MasterSecret(byte[] key) => _key = key;

    /// <summary>Takes a secret that was made elsewhere.</summary>
    /// <exception cref="InvalidDataException">It does not have 32 bytes.</exception>
    public static MasterSecret FromBytes(ReadOnlySpan<byte> key) =>
        key.Length == Length ? new MasterSecret(key.ToArray()) : throw new InvalidDataException($"A master secret has {Length} bytes, not {key.Length}.");

    /// <summary>Reads the file, or makes it with mode 600 when there is none. Processes that start at once all get the same secret.</summary>
    /// <exception cref="InvalidDataException">The file does not have 32 bytes; it is left as it is.</exception>
    public static MasterSecret LoadOrCreate(string path)
    {
        var file = Path.GetFullPath(path);
        if (!File.Exists(file))
        {
            Create(file);
        }

        var key = File.ReadAllBytes(file);
        return key.Length == Length
            ? new MasterSecret(key)
            : throw new InvalidDataException(
                $"'{file}' has {key.Length} bytes; a master secret has {Length}. Put the right file back, or name another one (Portal:Secrets:KeyFile). It was not changed.");
    }

    /// <summary>What the sender of a record gets to open its commitments with: HMAC-SHA256(master, "receipt" || source || 0 || externalId).</summary>
    public byte[] Receipt(string source, string externalId) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"receipt{source}\0{externalId}"));

    /// <summary>The secret of an intake key as it is printed: lower-case hex of HMAC-SHA256(master, "intake" || key id).</summary>
    public string IntakeSecret(string keyId) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"intake{keyId}")));

    /// <summary>What an entry holds in the place of a private text: lower-case hex of HMAC-SHA256(receipt, text).</summary>
    public static string Commitment(ReadOnlySpan<byte> receipt, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(receipt, Encoding.UTF8.GetBytes(text)));

    // Written in full under another name, then given its own if nobody was faster: no process ever sees half a secret.
    private static void Create(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $".{Path.GetFileName(file)}.{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using (var stream = new FileStream(draft, options))
            {
                stream.Write(RandomNumberGenerator.GetBytes(Length));
                stream.Flush(flushToDisk: true);
            }

            GiveName(draft, file);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process made it in the meantime: its secret counts.
        }
        finally
        {
            File.Delete(draft);
        }
    }

    // On Unix, File.Move looks whether the name is free and then renames: two processes can both find it free. A hard link can't be made twice.
    private static void GiveName(string draft, string file)
    {
        if (OperatingSystem.IsWindows() || Link(Encoding.UTF8.GetBytes($"{draft}\0"), Encoding.UTF8.GetBytes($"{file}\0")) != 0)
        {
            File.Move(draft, file, overwrite: false);
        }
    }

    [DllImport("libc", EntryPoint = "link")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] existing, byte[] name);
}
