using System.Collections.Immutable;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Funds;

namespace Portal.Admin.Proposals.Changes;

/// <summary>A fund's policy as it is typed.</summary>
public sealed record PolicyTerms
{
    /// <summary>The name to show.</summary>
    public required string Name
    {
        get;
        init => field = ProposedChange.CleanText(value);
    }

    /// <summary>What the fund never goes below by paying, a decimal string.</summary>
    public required string Floor { get; init; }

    /// <summary>The most of a surplus it takes, in parts per million of the fill notional; null when it takes all.</summary>
    public long? SurplusCapPpm { get; init; }

    /// <summary>Symbols it covers; <c>*</c> for every other symbol of its asset.</summary>
    public IReadOnlyList<string> Symbols
    {
        get;
        init => field = [.. value.Select(ProposedChange.CleanText).Where(static symbol => symbol.Length > 0)];
    }

    = [];

    /// <summary>Drawdown from which the fund warns, parts per million.</summary>
    public int AdlWarningPpm { get; init; } = AdlThresholds.Standard.WarningPpm;

    /// <summary>Drawdown from which ADL starts, parts per million.</summary>
    public int AdlStartPpm { get; init; } = AdlThresholds.Standard.StartPpm;

    /// <summary>Drawdown below which ADL may stop, parts per million.</summary>
    public int AdlStopPpm { get; init; } = AdlThresholds.Standard.StopPpm;

    /// <summary>How long nothing may have been left uncovered before ADL stops, seconds.</summary>
    public int AdlQuietSeconds { get; init; } = (int)AdlThresholds.Standard.QuietTime.TotalSeconds;

    /// <summary>The terms of a policy that is in force.</summary>
    public static PolicyTerms Of(FundPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new PolicyTerms
        {
            Name = policy.Name,
            Floor = policy.Floor.ToString(),
            SurplusCapPpm = policy.SurplusCap?.Value,
            Symbols = policy.Symbols,
            AdlWarningPpm = policy.Thresholds.WarningPpm,
            AdlStartPpm = policy.Thresholds.StartPpm,
            AdlStopPpm = policy.Thresholds.StopPpm,
            AdlQuietSeconds = (int)policy.Thresholds.QuietTime.TotalSeconds,
        };
    }

    /// <summary>Reads them as a policy of a fund.</summary>
    public Checked<FundPolicy> Read(string fundId, Asset asset, bool isDemo)
    {
        var floor = Money.Read(Floor.Trim(), asset, "floor");
        var cap = SurplusCapPpm is { } ppm ? PartsPerMillion.From(ppm, "surplusCap") : (Checked<PartsPerMillion>?)null;
        return (floor.Problem ?? cap?.Problem) is { } problem
            ? problem
            : new FundPolicy
            {
                Sequence = 0,
                EffectiveAt = default,
                FundId = fundId,
                Name = Name,
                Asset = asset,
                Floor = floor.Value,
                SurplusCap = cap?.Value,
                Symbols = [.. Symbols],
                Thresholds = new AdlThresholds(AdlWarningPpm, AdlStartPpm, AdlStopPpm, TimeSpan.FromSeconds(AdlQuietSeconds)),
                IsDemo = isDemo,
            };
    }

    /// <summary>What they change; everything where there were none before.</summary>
    internal IEnumerable<ChangeFact> Facts(PolicyTerms? before) =>
        Lines().Zip(before?.Lines() ?? Lines().Select(static line => (line.Name, Value: (string?)null)))
            .Where(static pair => pair.First.Value != pair.Second.Value)
            .Select(static pair => new ChangeFact(pair.First.Name, pair.Second.Value, pair.First.Value!));

    private ImmutableArray<(string Name, string? Value)> Lines() =>
    [
        ("Name", Name),
        ("Floor", Floor),
        ("Surplus cap", SurplusCapPpm is { } cap ? $"{ShareText.Of(cap)} of the fill notional" : "none: all of a surplus"),
        ("Symbols", Symbols.Count == 0 ? "none" : string.Join(", ", Symbols)),
        ("ADL warns at a drawdown of", ShareText.Of(AdlWarningPpm)),
        ("ADL starts at a drawdown of", ShareText.Of(AdlStartPpm)),
        ("ADL stops below a drawdown of", ShareText.Of(AdlStopPpm)),
        ("ADL stops after quiet seconds", AdlQuietSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ];
}
