using System.Text.Json.Serialization;
using Portal.Web.Features.Deleveraging;

namespace Portal.Web.Features.PublicApi;

/// <summary>One loss with the closes proposed for it and what was really closed.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Proposed">The first 50 closes proposed, in the order of the queue.</param>
/// <param name="Fills">A page of fills, in order.</param>
/// <param name="Next">The <c>after</c> of the next page of fills; absent at the end.</param>
/// <param name="Demo">Whether any figure is simulated.</param>
public sealed record AdlLossDetailAnswer(
    AdlLossAnswer Loss,
    IReadOnlyList<AdlCloseAnswer> Proposed,
    IReadOnlyList<AdlFillAnswer> Fills,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next,
    bool Demo);

/// <summary>One close of a proposal.</summary>
/// <param name="Place">The place in the queue, from 1.</param>
/// <param name="Quantity">Contracts.</param>
/// <param name="Quintile">The fifth it stands in: 20, 40, 60, 80 or 100 percent.</param>
/// <param name="Score">Its score, rounded.</param>
public sealed record AdlCloseAnswer(long Place, string Quantity, long Quintile, string Score)
{
    internal static AdlCloseAnswer Of(AdlCloseView close) => new(close.Place, close.Quantity.ToString(), close.QuintilePercent, close.Score.ToString());
}

/// <summary>What ADL closed.</summary>
/// <param name="Sequence">The ledger entry.</param>
/// <param name="OccurredAt">When.</param>
/// <param name="Quantity">Contracts.</param>
/// <param name="Price">At what price.</param>
/// <param name="Recovered">What the loss got back.</param>
/// <param name="Excess">What it brought beyond the loss.</param>
public sealed record AdlFillAnswer(long Sequence, string OccurredAt, string Quantity, string Price, string Recovered, string Excess)
{
    internal static AdlFillAnswer Of(AdlFillView fill) => new(
        fill.Sequence, ApiText.Of(fill.OccurredAt), fill.Quantity.ToString(), fill.Price.ToString(), fill.Recovered.ToString(), fill.Excess.ToString());
}
