using System.Collections.Immutable;
using Portal.Settlement.Ledger;

namespace Portal.Worker.Sources.Replay;

/// <summary>What to replay, and how.</summary>
public sealed record ReplayOptions
{
    /// <summary>The file; its name may tell the symbol.</summary>
    public required string File { get; init; }

    /// <summary>One of <see cref="ReplayFormat.Names"/>.</summary>
    public required string Format { get; init; }

    /// <summary>The fund of symbols that no fund lists; null lets their suffix decide.</summary>
    public string? FundId { get; init; }

    /// <summary>The symbol of a file that has one alone; null takes it from the file's name.</summary>
    public string? Symbol { get; init; }

    /// <summary>Names of columns in the file by what they are: <c>deficit</c>, <c>symbol</c>, <c>time</c>.</summary>
    public ImmutableDictionary<string, string> Columns { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The decisions in force: they tell how many decimals an asset has.</summary>
    public Rulebook Rulebook { get; init; } = Rulebook.Empty;
}
