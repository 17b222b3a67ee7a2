using System.Security.Cryptography;
using System.Text;

namespace Portal.Admin.SecondFactors;

/// <summary>Codes that are written down and open the door once each, in the place of the second factor.</summary>
public static class RecoveryCodes
{
    /// <summary>How many a person has.</summary>
    public const int Count = 10;

    private const int CodeBytes = 10;
    private const int GroupLength = 4;

    /// <summary>New ones, of 80 random bits each: <c>ABCD-EFGH-IJKL-MNOP</c>.</summary>
    public static IReadOnlyList<string> Make() => [.. Enumerable.Range(0, Count).Select(static _ =>
        string.Join('-', Base32.Encode(RandomNumberGenerator.GetBytes(CodeBytes)).Chunk(GroupLength).Select(static group => new string(group))))];

    /// <summary>What is stored. Case, spaces and dashes make no difference.</summary>
    public static byte[] HashOf(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant()));
    }
}
