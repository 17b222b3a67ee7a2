using System.Text.Json.Serialization;
using Portal.Web.Features.Funds.History;

namespace Portal.Web.Features.PublicApi;

/// <summary>What is marked on the time axis of a fund's history, the newest first.</summary>
/// <param name="Marks">At most 100 entries, the newest, and the 20 intervals with the largest draws.</param>
/// <param name="Sequence">The ledger's sequence that this shows.</param>
/// <param name="Demo">Whether any figure is simulated.</param>
public sealed record MarksAnswer(IReadOnlyList<MarkAnswer> Marks, long Sequence, bool Demo);

/// <summary>One mark.</summary>
public sealed record MarkAnswer
{
    /// <summary>When it happened, or when the interval of the draws begins.</summary>
    public required string Time { get; init; }

    /// <summary>draws, opening, injection, withdrawal, reversal, adl-start, adl-stop, rate, rate-cancel, policy or contract.</summary>
    public required string Kind { get; init; }

    /// <summary>The entry; absent for draws.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Sequence { get; init; }

    /// <summary>What it did to the balance, with its sign; absent where it did nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Amount { get; init; }

    /// <summary>Of draws: for how many liquidations.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Liquidations { get; init; }

    /// <summary>Of draws: as a share of the balance before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Share { get; init; }

    /// <summary>The public reason, or the contract; absent where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }

    /// <summary>The answer about a mark.</summary>
    public static MarkAnswer Of(FundMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        return new MarkAnswer
        {
            Time = ApiText.Of(mark.At),
            Kind = FundMarkText.KindOf(mark),
            Sequence = mark.Entry?.Sequence,
            Amount = mark.Draws is { } draws ? (-draws.Amount).ToString() : mark.Entry is { Change.Units: not 0 } moved ? moved.Change.ToString() : null,
            Liquidations = mark.Draws?.Count,
            Share = mark.Draws is { } large ? ApiText.OfPpm(large.SharePpm) : null,
            Note = mark.Entry?.Note,
        };
    }
}
