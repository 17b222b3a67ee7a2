using System.Text.Json.Serialization;
using Portal.Settlement.Deleveraging;
using Portal.Web.Features.Deleveraging;

namespace Portal.Web.Features.PublicApi;

/// <summary>The ADL queues of contracts, in fifths.</summary>
/// <param name="Queues">By symbol.</param>
/// <param name="Next">The <c>after</c> of the next page; absent at the end.</param>
/// <param name="Demo">Whether any figure is simulated.</param>
public sealed record AdlQueuesAnswer(
    IReadOnlyList<AdlQueueAnswer> Queues, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next, bool Demo);

/// <summary>One contract's queues.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="Fund">The fund that covers it.</param>
/// <param name="TakenAt">When the positions were counted.</param>
/// <param name="MarkPrice">The mark price they were ranked by.</param>
/// <param name="Longs">The longs, closed for liquidated shorts; the first fifth is closed first.</param>
/// <param name="Shorts">The shorts, closed for liquidated longs.</param>
public sealed record AdlQueueAnswer(
    string Symbol, string Fund, string TakenAt, string MarkPrice, IReadOnlyList<AdlQuintileAnswer> Longs, IReadOnlyList<AdlQuintileAnswer> Shorts)
{
    internal static AdlQueueAnswer Of(AdlQueueView queue) => new(
        queue.Symbol,
        queue.FundId,
        ApiText.Of(queue.TakenAt),
        queue.MarkPrice.ToString(),
        [.. queue.Longs.Select(AdlQuintileAnswer.Of)],
        [.. queue.Shorts.Select(AdlQuintileAnswer.Of)]);
}

/// <summary>One fifth of a queue's contracts.</summary>
/// <param name="Percent">20, 40, 60, 80 or 100.</param>
/// <param name="Positions">How many positions have their last contract in it.</param>
/// <param name="Contracts">Their contracts.</param>
/// <param name="HighestScore">The score of its first position, rounded; absent when it is empty.</param>
/// <param name="LowestScore">The score of its last position, rounded; absent when it is empty.</param>
public sealed record AdlQuintileAnswer(
    int Percent,
    int Positions,
    string Contracts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? HighestScore,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? LowestScore)
{
    internal static AdlQuintileAnswer Of(AdlQuintile fifth) =>
        new(fifth.Percent, fifth.Positions, fifth.Contracts.ToString(), fifth.HighestScore?.ToString(), fifth.LowestScore?.ToString());
}
