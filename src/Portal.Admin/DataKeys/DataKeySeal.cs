using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Admin.DataKeys;

/// <summary>What seals the data-protection keys in the database: a copy of the database alone lets nobody make a cookie.</summary>
/// <param name="Key">32 bytes, the same on every node.</param>
public sealed record DataKeySeal(ReadOnlyMemory<byte> Key);

/// <summary>Seals a key with AES-256-GCM.</summary>
public sealed class SealingXmlEncryptor(DataKeySeal seal) : IXmlEncryptor
{
    internal const string ElementName = "sealedKey";

    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        ArgumentNullException.ThrowIfNull(plaintextElement);
        var plain = System.Text.Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var nonceSize = AesGcm.NonceByteSizes.MaxSize;
        var tagSize = AesGcm.TagByteSizes.MaxSize;
        var message = new byte[nonceSize + tagSize + plain.Length];
        RandomNumberGenerator.Fill(message.AsSpan(0, nonceSize));
        using var aes = new AesGcm(seal.Key.Span, tagSize);
        aes.Encrypt(message.AsSpan(0, nonceSize), plain, message.AsSpan(nonceSize + tagSize), message.AsSpan(nonceSize, tagSize));
        return new EncryptedXmlInfo(new XElement(ElementName, Convert.ToBase64String(message)), typeof(SealingXmlDecryptor));
    }
}

/// <summary>Opens what <see cref="SealingXmlEncryptor"/> sealed.</summary>
/// <param name="services">The framework makes this object by its name and hands over nothing else.</param>
public sealed class SealingXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    private readonly DataKeySeal _seal = services.GetRequiredService<DataKeySeal>();

    /// <inheritdoc/>
    /// <exception cref="CryptographicException">It was sealed with another master secret.</exception>
    public XElement Decrypt(XElement encryptedElement)
    {
        ArgumentNullException.ThrowIfNull(encryptedElement);
        var message = Convert.FromBase64String(encryptedElement.Value);
        var nonceSize = AesGcm.NonceByteSizes.MaxSize;
        var tagSize = AesGcm.TagByteSizes.MaxSize;
        var plain = new byte[message.Length - nonceSize - tagSize];
        using var aes = new AesGcm(_seal.Key.Span, tagSize);
        aes.Decrypt(message.AsSpan(0, nonceSize), message.AsSpan(nonceSize + tagSize), message.AsSpan(nonceSize, tagSize), plain);
        return XElement.Parse(System.Text.Encoding.UTF8.GetString(plain));
    }
}
