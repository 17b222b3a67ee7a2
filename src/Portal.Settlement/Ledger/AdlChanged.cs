using Portal.Settlement.Amounts;
using Portal.Settlement.Deleveraging;

namespace Portal.Settlement.Ledger;

/// <summary>Auto-deleveraging started or stopped for a fund, with the figures that made it so.</summary>
public sealed record AdlChanged : EntryBody
{
    /// <summary>The kind as it is written.</summary>
    public const string KindName = "adl";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <summary>Whether ADL is on from here.</summary>
    public required bool Active { get; init; }

    /// <summary>Why.</summary>
    public required AdlCause Cause { get; init; }

    /// <summary>The entry that was judged; null when time alone made the change.</summary>
    public long? CauseSequence { get; init; }

    /// <summary>The peak of the last 8 hours, lowered by withdrawals made since.</summary>
    public required Money Peak { get; init; }

    /// <summary>The entry after which the fund held the peak.</summary>
    public required long PeakSequence { get; init; }

    /// <summary>(balance - peak) / peak in parts per million; zero or less.</summary>
    public required long DrawdownPpm { get; init; }

    /// <summary>The thresholds in force.</summary>
    public required AdlThresholds Thresholds { get; init; }

    /// <inheritdoc/>
    public override void Write(CanonicalObject writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("state", Active ? "active" : "inactive");
        writer.Add("cause", ChoiceText.Of(Cause));
        writer.Add("causeSequence", CauseSequence);
        writer.Add("peak", Peak);
        writer.Add("peakSequence", PeakSequence);
        writer.Add("drawdownPpm", DrawdownPpm);
        PolicyFields.WriteThresholds(writer, Thresholds);
    }

    internal static AdlChanged ReadFields(EntryFields fields, Asset asset) => new()
    {
        Active = fields.Text("state") switch
        {
            "active" => true,
            "inactive" => false,
            var other => throw new FormatException($"state is '{other}', which is unknown."),
        },
        Cause = fields.Choice<AdlCause>("cause"),
        CauseSequence = fields.OptionalNumber("causeSequence"),
        Peak = fields.Amount("peak", asset),
        PeakSequence = fields.Number("peakSequence"),
        DrawdownPpm = fields.Number("drawdownPpm"),
        Thresholds = PolicyFields.ReadThresholds(fields),
    };
}
