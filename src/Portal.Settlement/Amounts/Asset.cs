using System.Buffers;

namespace Portal.Settlement.Amounts;

/// <summary>What an amount is counted in.</summary>
/// <remarks><see cref="Scale"/> never changes once an asset is listed: it gives every stored unit its meaning.</remarks>
public sealed record Asset
{
    /// <summary>The most decimals an asset may have (contract: 0 to 12).</summary>
    public const int ScaleMax = 12;

    /// <summary>The longest code.</summary>
    public const int CodeLengthMax = 20;

    private static readonly SearchValues<char> CodeCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>Makes an asset.</summary>
    /// <exception cref="ArgumentException">The code or the scale is not one that <see cref="Check"/> accepts.</exception>
    public Asset(string code, int scale)
    {
        if (Check(code, scale) is { } problem)
        {
            throw new ArgumentException(problem.ToString(), nameof(code));
        }

        (Code, Scale) = (code, scale);
    }

    /// <summary>Upper-case ticker, for example <c>USDT</c>.</summary>
    public string Code { get; }

    /// <summary>How many decimals one whole coin is divided into; 0 to <see cref="ScaleMax"/>.</summary>
    public int Scale { get; }

    /// <summary>What is wrong with a code and a scale; null when nothing is.</summary>
    public static Problem? Check(string code, int scale) =>
        code.Length is < 1 or > CodeLengthMax || code.AsSpan().ContainsAnyExcept(CodeCharacters)
            ? new Problem("bad-asset", "asset", $"'{code}' is not an asset code: 1 to {CodeLengthMax} capital letters and digits.")
        : scale is < 0 or > ScaleMax
            ? new Problem("bad-scale", "scale", $"{scale} is not between 0 and {ScaleMax}.")
        : null;

    /// <inheritdoc/>
    public override string ToString() => Code;
}
