using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Portal.Settlement.Ledger;

/// <summary>The fingerprint of a record as it was sent: SHA-256, 64 lower-case hex digits.</summary>
public static class PayloadHash
{
    /// <summary>The most records that one entry names as put right.</summary>
    public const int CorrectedMax = 16;

    private const int Digits = 2 * SHA256.HashSizeInBytes;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>What is wrong with a fingerprint; null when nothing is.</summary>
    public static Problem? Check(string hash, string field)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return hash.Length == Digits && !hash.AsSpan().ContainsAnyExcept(HexDigits) ? null : new Problem("bad-hash", field, $"is not {Digits} lower-case hex digits.");
    }

    /// <summary>What is wrong with the fingerprints of records that an entry puts right: in order, each once, not too many. Null when nothing is.</summary>
    internal static Problem? CheckCorrected(ImmutableArray<string> hashes)
    {
        const string Field = "correctedPayloads";
        for (var index = 0; index < hashes.Length; index++)
        {
            if (Check(hashes[index], Field) is { } problem)
            {
                return problem;
            }

            if (index > 0 && string.CompareOrdinal(hashes[index - 1], hashes[index]) >= 0)
            {
                return new Problem("bad-order", Field, "are not in order, each once.");
            }
        }

        return hashes.Length > CorrectedMax ? new Problem("too-many", Field, $"are more than {CorrectedMax}.") : null;
    }
}
