using System.Text.Json.Serialization;
using Portal.Settlement.Ledger;
using Portal.Web.Features.Deleveraging;

namespace Portal.Web.Features.PublicApi;

/// <summary>Times that auto-deleveraging was on, newest first.</summary>
/// <param name="Events">The events.</param>
/// <param name="Next">The <c>before</c> of the next page; absent at the end.</param>
/// <param name="Sequence">The ledger's sequence that this shows.</param>
/// <param name="Demo">Whether any figure is simulated.</param>
public sealed record AdlEventsAnswer(
    IReadOnlyList<AdlEventAnswer> Events, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next, long Sequence, bool Demo);

/// <summary>One time that auto-deleveraging was on.</summary>
/// <param name="Sequence">The entry that started it: its id.</param>
/// <param name="Fund">The fund.</param>
/// <param name="Asset">Code of the asset of every amount.</param>
/// <param name="StartedAt">When it started, by the settling clock.</param>
/// <param name="EndedAt">When it stopped; absent while it is on.</param>
/// <param name="EndSequence">The entry that stopped it; absent while it is on.</param>
/// <param name="Cause">Which rule started it: <c>uncovered</c>, <c>floor</c> or <c>drawdown</c>.</param>
/// <param name="CauseSequence">The entry after which it started; absent when time alone made it so.</param>
/// <param name="DrawdownPpm">(balance - peak) / peak at the start in parts per million; zero or less.</param>
/// <param name="Peak">The highest balance of the 8 hours before.</param>
/// <param name="BalanceAtStart">The balance at the start.</param>
/// <param name="LowestBalance">The lowest balance meanwhile.</param>
/// <param name="Uncovered">Losses left uncovered, without liquidations that were taken back.</param>
/// <param name="Recovered">What fills recovered of them.</param>
/// <param name="Outstanding">What is still to be recovered.</param>
/// <param name="Losses">How many liquidations left a loss uncovered.</param>
public sealed record AdlEventAnswer(
    long Sequence,
    string Fund,
    string Asset,
    string StartedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? EndedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? EndSequence,
    string Cause,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? CauseSequence,
    long DrawdownPpm,
    string Peak,
    string BalanceAtStart,
    string LowestBalance,
    string Uncovered,
    string Recovered,
    string Outstanding,
    long Losses)
{
    internal static AdlEventAnswer Of(AdlEventView one) => new(
        one.Sequence,
        one.FundId,
        one.Peak.Asset.Code,
        ApiText.Of(one.StartedAt),
        one.EndedAt is { } ended ? ApiText.Of(ended) : null,
        one.EndSequence,
        ChoiceText.Of(one.Cause),
        one.CauseSequence,
        one.DrawdownPpm,
        one.Peak.ToString(),
        one.BalanceAtStart.ToString(),
        one.Lowest.ToString(),
        one.Uncovered.ToString(),
        one.Recovered.ToString(),
        one.Outstanding.ToString(),
        one.LossCount);
}

/// <summary>One event with a page of its losses.</summary>
/// <param name="Event">The event.</param>
/// <param name="Losses">Losses left uncovered, newest first.</param>
/// <param name="Next">The <c>before</c> of the next page of losses; absent at the end.</param>
/// <param name="Demo">Whether any figure is simulated.</param>
public sealed record AdlEventPageAnswer(
    AdlEventAnswer Event, IReadOnlyList<AdlLossAnswer> Losses, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next, bool Demo);

/// <summary>A loss that a liquidation left uncovered.</summary>
/// <param name="LiquidationSequence">The liquidation's entry.</param>
/// <param name="EventSequence">The event it belongs to.</param>
/// <param name="Symbol">The contract.</param>
/// <param name="Uncovered">The loss.</param>
/// <param name="Recovered">What fills recovered.</param>
/// <param name="Outstanding">What is still to be recovered.</param>
/// <param name="Fills">How many fills.</param>
/// <param name="ReversedBy">The entry that took the liquidation back; absent while it stands.</param>
/// <param name="Proposal">What was proposed; absent where nothing was made.</param>
public sealed record AdlLossAnswer(
    long LiquidationSequence,
    long EventSequence,
    string Symbol,
    string Uncovered,
    string Recovered,
    string Outstanding,
    long Fills,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? ReversedBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AdlProposalAnswer? Proposal)
{
    internal static AdlLossAnswer Of(AdlLossView loss) => new(
        loss.Line.Sequence,
        loss.EventSequence,
        loss.Line.Symbol,
        loss.Uncovered.ToString(),
        loss.Recovered.ToString(),
        loss.Outstanding.ToString(),
        loss.FillCount,
        loss.Line.ReversedBy,
        loss.Proposal is { } proposal ? AdlProposalAnswer.Of(proposal) : null);
}

/// <summary>The closes proposed for a loss, or why there are none.</summary>
/// <param name="State"><c>proposed</c>, <c>noSnapshot</c>, <c>oldSnapshot</c>, <c>noPrices</c>, <c>noDistance</c>, <c>nobodyInLine</c> or <c>tooLarge</c>.</param>
/// <param name="Quantity">Contracts to close; absent where it can't be worked out.</param>
/// <param name="BankruptcyPrice">At what price; absent where it is not known.</param>
/// <param name="MarkPrice">The mark price of the snapshot; absent without one.</param>
/// <param name="SnapshotAt">When the positions were counted; absent without a snapshot.</param>
/// <param name="Positions">How many positions are proposed.</param>
/// <param name="Unfilled">Contracts for which the queue was too short; absent where nothing is proposed.</param>
public sealed record AdlProposalAnswer(
    string State,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Quantity,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BankruptcyPrice,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? MarkPrice,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SnapshotAt,
    long Positions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Unfilled)
{
    internal static AdlProposalAnswer Of(AdlProposalView proposal) => new(
        ChoiceText.Of(proposal.State),
        proposal.Quantity?.ToString(),
        proposal.BankruptcyPrice?.ToString(),
        proposal.MarkPrice?.ToString(),
        proposal.TakenAt is { } takenAt ? ApiText.Of(takenAt) : null,
        proposal.CloseCount,
        proposal.Unfilled?.ToString());
}
