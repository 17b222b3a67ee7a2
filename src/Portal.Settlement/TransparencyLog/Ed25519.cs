using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Portal.Settlement.TransparencyLog;

/// <summary>Ed25519 (RFC 8032) by the system's OpenSSL, 3.0 or later: .NET has none of its own.</summary>
/// <remarks>Signing is deterministic and every function a pure one of its arguments. All calls of OpenSSL are here.</remarks>
internal static partial class Ed25519
{
    /// <summary>Bytes of a seed and of a public key.</summary>
    public const int KeyLength = 32;

    /// <summary>Bytes of a signature.</summary>
    public const int SignatureLength = 64;

    private const string Library = "libcrypto";
    private const int Ed25519Id = 1087; // NID_ED25519 of openssl/obj_mac.h

    static Ed25519() => NativeLibrary.SetDllImportResolver(typeof(Ed25519).Assembly, Find);

    public static byte[] PublicKey(ReadOnlySpan<byte> seed)
    {
        using var key = Open(NewPrivateKey(Ed25519Id, 0, seed, (nuint)seed.Length));
        var publicKey = new byte[KeyLength];
        var length = (nuint)publicKey.Length;
        Succeeds(GetPublicKey(key, publicKey, ref length));
        return publicKey;
    }

    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> text)
    {
        using var key = Open(NewPrivateKey(Ed25519Id, 0, seed, (nuint)seed.Length));
        using var context = NewContext();
        Succeeds(SignInit(context, 0, 0, 0, key));
        var signature = new byte[SignatureLength];
        var length = (nuint)signature.Length;
        Succeeds(DigestSign(context, signature, ref length, text, (nuint)text.Length));
        return signature;
    }

    public static bool Verifies(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength)
        {
            return false;
        }

        using var key = Open(NewPublicKey(Ed25519Id, 0, publicKey, (nuint)publicKey.Length));
        using var context = NewContext();
        Succeeds(VerifyInit(context, 0, 0, 0, key));
        return DigestVerify(context, signature, (nuint)signature.Length, text, (nuint)text.Length) == 1;
    }

    private static KeyHandle Open(KeyHandle key) => key.IsInvalid ? throw new CryptographicException("OpenSSL refused an Ed25519 key.") : key;

    private static void Succeeds(int result)
    {
        if (result != 1)
        {
            throw new CryptographicException("OpenSSL could not compute an Ed25519 signature.");
        }
    }

    // The plain name exists only where OpenSSL's development files are installed.
    private static nint Find(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
        {
            return 0;
        }

        string[] names = ["libcrypto.so.3", "libcrypto.3.dylib", "libcrypto-3-x64.dll", "libcrypto-3-arm64.dll", "libcrypto.so.4", Library];
        foreach (var candidate in names)
        {
            if (NativeLibrary.TryLoad(candidate, assembly, path, out var handle))
            {
                return handle;
            }
        }

        throw new DllNotFoundException("OpenSSL 3 (libcrypto) is needed for the log's Ed25519 signatures and was not found.");
    }

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_private_key")]
    private static partial KeyHandle NewPrivateKey(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_public_key")]
    private static partial KeyHandle NewPublicKey(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_raw_public_key")]
    private static partial int GetPublicKey(KeyHandle key, Span<byte> publicKey, ref nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
    private static partial void FreeKey(nint key);

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_new")]
    private static partial ContextHandle NewContext();

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_free")]
    private static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSignInit")]
    private static partial int SignInit(ContextHandle context, nint keyContext, nint digest, nint engine, KeyHandle key);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSign")]
    private static partial int DigestSign(ContextHandle context, Span<byte> signature, ref nuint signatureLength, ReadOnlySpan<byte> text, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerifyInit")]
    private static partial int VerifyInit(ContextHandle context, nint keyContext, nint digest, nint engine, KeyHandle key);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerify")]
    private static partial int DigestVerify(ContextHandle context, ReadOnlySpan<byte> signature, nuint signatureLength, ReadOnlySpan<byte> text, nuint length);

    internal sealed class KeyHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            FreeKey(handle);
            return true;
        }
    }

    internal sealed class ContextHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            FreeContext(handle);
            return true;
        }
    }
}
