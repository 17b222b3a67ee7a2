using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Deleveraging;

namespace Portal.Settlement.Funds;

/// <summary>The rules a fund works by, from one ledger entry on.</summary>
public sealed record FundPolicy
{
    /// <summary>The longest id.</summary>
    public const int IdLengthMax = 64;

    /// <summary>In <see cref="Symbols"/>: every symbol of the fund's asset that no other fund lists.</summary>
    public const string AllOtherSymbols = "*";

    /// <summary>The entry that set this policy.</summary>
    public required long Sequence { get; init; }

    /// <summary>From when on, by the settling clock.</summary>
    public required DateTimeOffset EffectiveAt { get; init; }

    /// <summary>The fund's id as it stands in addresses: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</summary>
    public required string FundId { get; init; }

    /// <summary>The name to show.</summary>
    public required string Name { get; init; }

    /// <summary>What the fund holds and pays in.</summary>
    public required Asset Asset { get; init; }

    /// <summary>What the fund never goes below by paying; zero or more.</summary>
    public required Money Floor { get; init; }

    /// <summary>The most of a surplus the fund takes, as a share of the fill notional; null when it takes all.</summary>
    public PartsPerMillion? SurplusCap { get; init; }

    /// <summary>Symbols it covers; <see cref="AllOtherSymbols"/> may be one of them.</summary>
    public ImmutableArray<string> Symbols { get; init; } = [];

    /// <summary>When ADL warns, starts and stops.</summary>
    public AdlThresholds Thresholds { get; init; } = AdlThresholds.Standard;

    /// <summary>Whether everything in this fund is simulated.</summary>
    public bool IsDemo { get; init; }

    /// <summary>What is wrong with an id; null when nothing is.</summary>
    public static Problem? CheckId(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length is 0 or > IdLengthMax || !id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') || !char.IsAsciiLetterOrDigit(id[0])
            ? new Problem("bad-fund-id", "id", $"'{id}' is not a fund id: 1 to {IdLengthMax} letters, digits, '-', '_' and '.', a letter or digit first.")
            : null;
    }
}
