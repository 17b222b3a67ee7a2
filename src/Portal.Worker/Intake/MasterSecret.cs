using System.Security.Cryptography;
using System.Text;
using Portal.Worker.Secrets;

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
            SecretFile.Create(file, RandomNumberGenerator.GetBytes(Length));
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
}
