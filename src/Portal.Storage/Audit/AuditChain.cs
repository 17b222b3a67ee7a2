using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Storage.Audit;

/// <summary>How each row of the audit vouches for all before it.</summary>
public static class AuditChain
{
    /// <summary>What the first row is hashed over in the place of a row before it: 32 zero bytes.</summary>
    public static ReadOnlySpan<byte> Beginning => new byte[SHA256.HashSizeInBytes];

    /// <summary>
    /// SHA-256 over the hash of the row before, the sequence and the time as big-endian 64-bit numbers, then person, address, action, subject and
    /// details, each as its length in bytes (big-endian, 32 bits) and its UTF-8 bytes.
    /// </summary>
    public static byte[] HashOf(ReadOnlySpan<byte> previous, AuditRow row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(long)];
        hash.AppendData(previous);
        BinaryPrimitives.WriteInt64BigEndian(number, row.Sequence);
        hash.AppendData(number);
        BinaryPrimitives.WriteInt64BigEndian(number, row.AtMs);
        hash.AppendData(number);
        foreach (var text in (ReadOnlySpan<string>)[row.Person, row.Address, row.Action, row.Subject, row.Details])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32BigEndian(number, bytes.Length);
            hash.AppendData(number[..sizeof(int)]);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }
}
