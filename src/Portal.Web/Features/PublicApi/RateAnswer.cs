using System.Text.Json.Serialization;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi;

/// <summary>A share of trading fees that goes to a fund from a time on.</summary>
public sealed record RateAnswer
{
    /// <summary>The ledger entry that set it.</summary>
    public required long Sequence { get; init; }

    /// <summary>The fund.</summary>
    public required string Fund { get; init; }

    /// <summary>The one market it applies to; absent for all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Market { get; init; }

    /// <summary><c>maker</c>, <c>taker</c> or <c>liquidation</c>; absent for all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FeeKind { get; init; }

    /// <summary>The share in parts per million.</summary>
    public required int SharePpm { get; init; }

    /// <summary>From when on, inclusive.</summary>
    public required string EffectiveAt { get; init; }

    /// <summary><c>inForce</c>, <c>scheduled</c>, <c>past</c>, <c>cancelled</c>, or of a freeze <c>suspended</c> and <c>lapsed</c>.</summary>
    public required string State { get; init; }

    /// <summary>When it was set.</summary>
    public required string SetAt { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Public handle of who set it.</summary>
    public required string By { get; init; }

    /// <summary>Public handles of those who approved it; empty for what the command line set.</summary>
    public required IReadOnlyList<string> ApprovedBy { get; init; }

    /// <summary>Every rate, the last set first.</summary>
    public static IReadOnlyList<RateAnswer> AllOf(LiveSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var rates = snapshot.Rulebook.Rates.ToArray();
        return [.. rates.Reverse().Select(rate => Of(rate, StateOf(rate, rates, snapshot)))];
    }

    private static RateAnswer Of(AllocationRate rate, string state) => new()
    {
        Sequence = rate.Sequence,
        Fund = rate.FundId,
        Market = rate.Market,
        FeeKind = rate.Kind is { } kind ? ChoiceText.Of(kind) : null,
        SharePpm = rate.Share.Value,
        EffectiveAt = ApiText.Of(rate.EffectiveAt),
        State = state,
        SetAt = ApiText.Of(rate.SetAt),
        Reason = rate.Reason,
        By = rate.By,
        ApprovedBy = rate.ApprovedBy,
    };

    private static string StateOf(AllocationRate rate, IReadOnlyList<AllocationRate> rates, LiveSnapshot snapshot) =>
        ChoiceText.Of(AllocationRate.StandingOf(rate, rates, snapshot.Find(rate.FundId)?.Clock ?? snapshot.AsOf));
}
