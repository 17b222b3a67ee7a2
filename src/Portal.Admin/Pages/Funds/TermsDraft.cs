using Portal.Admin.Proposals;
using Portal.Admin.Proposals.Changes;
using Portal.Settlement;
using Portal.Settlement.Deleveraging;

namespace Portal.Admin.Pages.Funds;

/// <summary>A fund's policy while it is typed.</summary>
public sealed class TermsDraft
{
    /// <summary>The fields as problems call them.</summary>
    public static IReadOnlyList<string> FieldNames { get; } = ["name", "floor", "surplusCap", "symbols", "adlThresholds", "adlQuietSeconds"];

    /// <summary>The name to show.</summary>
    public string? Name { get; set; }

    /// <summary>What the fund never goes below by paying.</summary>
    public string? Floor { get; set; } = "0";

    /// <summary>The most of a surplus it takes, in percent; empty when it takes all.</summary>
    public string? SurplusCap { get; set; }

    /// <summary>Symbols, separated by commas.</summary>
    public string? Symbols { get; set; }

    /// <summary>Drawdown from which it warns, in percent.</summary>
    public string? AdlWarning { get; set; } = ShareText.Percent(AdlThresholds.Standard.WarningPpm);

    /// <summary>Drawdown from which ADL starts, in percent.</summary>
    public string? AdlStart { get; set; } = ShareText.Percent(AdlThresholds.Standard.StartPpm);

    /// <summary>Drawdown below which ADL may stop, in percent.</summary>
    public string? AdlStop { get; set; } = ShareText.Percent(AdlThresholds.Standard.StopPpm);

    /// <summary>How long nothing may have been left uncovered before ADL stops.</summary>
    public int QuietMinutes { get; set; } = (int)AdlThresholds.Standard.QuietTime.TotalMinutes;

    /// <summary>What is in force, to begin with.</summary>
    public static TermsDraft Of(PolicyTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return new TermsDraft
        {
            Name = terms.Name,
            Floor = terms.Floor,
            SurplusCap = terms.SurplusCapPpm is { } cap ? ShareText.Percent(cap) : null,
            Symbols = string.Join(", ", terms.Symbols),
            AdlWarning = ShareText.Percent(terms.AdlWarningPpm),
            AdlStart = ShareText.Percent(terms.AdlStartPpm),
            AdlStop = ShareText.Percent(terms.AdlStopPpm),
            QuietMinutes = terms.AdlQuietSeconds / 60,
        };
    }

    /// <summary>Reads what was typed, or says which field can't be read.</summary>
    public Checked<PolicyTerms> Read()
    {
        var cap = string.IsNullOrWhiteSpace(SurplusCap) ? (Checked<long>?)null : ShareText.Read(SurplusCap, "surplusCap");
        var (warning, start, stop) = (ShareText.Read(AdlWarning, "adlThresholds"), ShareText.Read(AdlStart, "adlThresholds"), ShareText.Read(AdlStop, "adlThresholds"));
        return (cap?.Problem ?? warning.Problem ?? start.Problem ?? stop.Problem) is { } problem
            ? problem
            : new PolicyTerms
            {
                Name = Name ?? string.Empty,
                Floor = Floor ?? string.Empty,
                SurplusCapPpm = cap?.Value,
                Symbols = (Symbols ?? string.Empty).Split(','),
                AdlWarningPpm = (int)warning.Value,
                AdlStartPpm = (int)start.Value,
                AdlStopPpm = (int)stop.Value,
                AdlQuietSeconds = QuietMinutes * 60,
            };
    }
}
