using System.Text.Json.Serialization;
using Portal.Storage.StressEvents;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi;

/// <summary>Stress events, the newest peak first.</summary>
/// <param name="Events">The events.</param>
/// <param name="Next">The <c>before</c> of the next page; absent at the end.</param>
/// <param name="Sequence">The ledger's sequence that this shows.</param>
/// <param name="Demo">Whether any figure is simulated.</param>
public sealed record EventsAnswer(
    IReadOnlyList<EventAnswer> Events, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next, long Sequence, bool Demo);

/// <summary>A stress event: a fund's balance fell from its highest so far by 5 % of it or more, until all of that had come back.</summary>
public sealed record EventAnswer
{
    /// <summary>The fund.</summary>
    public required string Fund { get; init; }

    /// <summary>Code of the asset it holds.</summary>
    public required string Asset { get; init; }

    /// <summary>The name that operators gave it; absent while they gave none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>What operators say about it; absent while they say nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }

    /// <summary>Public handle of who gave name and note last; absent without them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NamedBy { get; init; }

    /// <summary>The balance it fell from.</summary>
    public required string Peak { get; init; }

    /// <summary>When that was first held.</summary>
    public required string PeakAt { get; init; }

    /// <summary>The entry after which it was; with the fund it names the event.</summary>
    public required long PeakSequence { get; init; }

    /// <summary>The lowest balance.</summary>
    public required string Trough { get; init; }

    /// <summary>When that was first held.</summary>
    public required string TroughAt { get; init; }

    /// <summary>The entry after which it was.</summary>
    public required long TroughSequence { get; init; }

    /// <summary>What was lost from peak to trough; what the operator took out is not in it.</summary>
    public required string Loss { get; init; }

    /// <summary>The same as a share of the peak, zero or less: <c>-0.1234</c>.</summary>
    public required string Drawdown { get; init; }

    /// <summary>When all of it had come back; absent while it has not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RecoveredAt { get; init; }

    /// <summary>The entry with which it had; absent while it has not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? RecoveredSequence { get; init; }

    /// <summary>Liquidations settled from the minute of the peak to the minute of the recovery, or until now.</summary>
    public required long Liquidations { get; init; }

    /// <summary>How many of them the fund paid for, in whole or in part.</summary>
    public required long Draws { get; init; }

    /// <summary>What it paid for them.</summary>
    public required string Drawn { get; init; }

    /// <summary>What it could not pay.</summary>
    public required string Uncovered { get; init; }

    /// <summary>How often auto-deleveraging started.</summary>
    public required int AdlStarts { get; init; }

    /// <summary>The answer about an event.</summary>
    public static EventAnswer Of(StressEvent stress, LiveFund fund)
    {
        ArgumentNullException.ThrowIfNull(stress);
        ArgumentNullException.ThrowIfNull(fund);
        var (fall, totals, asset) = (stress.Fall, stress.Totals, fund.Asset);
        return new EventAnswer
        {
            Fund = fund.Id,
            Asset = asset.Code,
            Name = stress.Named is { Name.Length: > 0 } named ? named.Name : null,
            Note = stress.Named is { Note.Length: > 0 } said ? said.Note : null,
            NamedBy = stress.Named?.NamedBy,
            Peak = ApiText.Amount(fall.PeakUnits, asset),
            PeakAt = ApiText.Of(stress.PeakAt),
            PeakSequence = fall.PeakSequence,
            Trough = ApiText.Amount(fall.TroughUnits, asset),
            TroughAt = ApiText.Of(stress.TroughAt),
            TroughSequence = stress.TroughSequence,
            Loss = ApiText.Amount(fall.LossUnits, asset),
            Drawdown = ApiText.OfPpm(-fall.DepthPpm),
            RecoveredAt = stress.RecoveredAt is { } at ? ApiText.Of(at) : null,
            RecoveredSequence = fall.RecoveredSequence,
            Liquidations = totals.LiquidationCount,
            Draws = totals.DrawCount,
            Drawn = ApiText.Amount(totals.DrawUnits, asset),
            Uncovered = ApiText.Amount(totals.UncoveredUnits, asset),
            AdlStarts = totals.AdlStarts,
        };
    }
}
