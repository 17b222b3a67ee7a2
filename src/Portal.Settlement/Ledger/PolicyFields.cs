using Portal.Settlement.Amounts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Funds;

namespace Portal.Settlement.Ledger;

/// <summary>The fields of a fund's policy, shared by the entries that open a fund and that change its policy.</summary>
internal static class PolicyFields
{
    public static void Write(CanonicalObject writer, FundPolicy policy)
    {
        writer.Add("name", policy.Name);
        writer.Add("symbols", policy.Symbols);
        writer.Add("floor", policy.Floor);
        writer.Add("surplusCapPpm", policy.SurplusCap?.Value);
        writer.AddFlag("demo", policy.IsDemo);
        WriteThresholds(writer, policy.Thresholds);
    }

    public static FundPolicy Read(EntryFields fields, Asset asset) => new()
    {
        Sequence = fields.Number("sequence"),
        EffectiveAt = fields.Time("recordedAt"),
        FundId = fields.Text("fund"),
        Name = fields.Text("name"),
        Asset = asset,
        Floor = fields.Amount("floor", asset),
        SurplusCap = fields.OptionalNumber("surplusCapPpm") is null ? null : fields.Share("surplusCapPpm"),
        Symbols = [.. fields.Texts("symbols")],
        Thresholds = ReadThresholds(fields),
        IsDemo = fields.Flag("demo"),
    };

    public static void WriteThresholds(CanonicalObject writer, AdlThresholds thresholds)
    {
        writer.Add("adlWarningPpm", thresholds.WarningPpm);
        writer.Add("adlStartPpm", thresholds.StartPpm);
        writer.Add("adlStopPpm", thresholds.StopPpm);
        writer.Add("adlQuietSeconds", (long)thresholds.QuietTime.TotalSeconds);
    }

    public static AdlThresholds ReadThresholds(EntryFields fields)
    {
        var read = new AdlThresholds(
            fields.SmallNumber("adlWarningPpm"),
            fields.SmallNumber("adlStartPpm"),
            fields.SmallNumber("adlStopPpm"),
            TimeSpan.FromSeconds(fields.SmallNumber("adlQuietSeconds")));
        return read.Check() is { } problem ? throw new FormatException(problem.ToString()) : read;
    }
}
