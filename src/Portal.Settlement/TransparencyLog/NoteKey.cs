using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Settlement.TransparencyLog;

/// <summary>What both halves of a key have in common: names, ids, the text form.</summary>
internal static class NoteKey
{
    public const int IdLength = 4;

    /// <summary>The signature type that stands before an Ed25519 key.</summary>
    public const byte Ed25519Type = 1;

    /// <summary>Whether a key may be called so: not empty, no space and no plus sign, nothing that would break a line.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 255 && !name.Any(static letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || char.IsSurrogate(letter) || letter == '+');

    /// <summary>The first 4 bytes of SHA-256(name, newline, 0x01, public key), big-endian.</summary>
    public static uint IdOf(string name, ReadOnlySpan<byte> publicKey) =>
        Id(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519Type, .. publicKey]));

    public static uint Id(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes);

    public static byte[] IdBytes(uint keyId)
    {
        var bytes = new byte[IdLength];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, keyId);
        return bytes;
    }

    public static string Text(string name, uint keyId, ReadOnlySpan<byte> key) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}+{keyId:x8}+{Convert.ToBase64String([Ed25519Type, .. key])}");

    /// <exception cref="FormatException">It is not a key's text.</exception>
    public static (string Name, uint KeyId, byte[] Key) Parse(string text)
    {
        // Base64 may hold plus signs; a name does not.
        var parts = text.Split('+', 3);
        if (parts.Length != 3 || !IsName(parts[0]))
        {
            throw new FormatException("A key is a name, an id and base64, joined by plus signs.");
        }

        if (parts[1].Length != 8
            || !uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var keyId)
            || keyId.ToString("x8", CultureInfo.InvariantCulture) != parts[1])
        {
            throw new FormatException("The id of a key has 8 lower-case hexadecimal digits.");
        }

        return Base64.Read(parts[2]) is [Ed25519Type, .. { Length: Ed25519.KeyLength } key]
            ? (parts[0], keyId, key)
            : throw new FormatException("The key is not an Ed25519 key in base64 behind the byte 0x01.");
    }
}
