using System.Text.Json.Serialization;
using Portal.Web.Features.PublicApi;

namespace Portal.Web.Live;

/// <summary>What the hub says to those who follow. Each message tells what it covers: everything of its topic after <c>fromSequence</c> up to <c>sequence</c>.</summary>
/// <remarks>
/// A client that has everything up to S drops a message whose <c>sequence</c> is S or less, and has missed something when <c>fromSequence</c> lies beyond S:
/// then it subscribes again from S. Nothing is lost between <see cref="FundHub.SubscribeAsync"/> and the first message.
/// </remarks>
public interface IFundClient
{
    /// <summary>Topic <c>funds</c> or <c>funds:{id}</c>: the newest figures of each fund that changed.</summary>
    Task FundsChanged(long sequence, IReadOnlyList<FundFigures> funds, long fromSequence);

    /// <summary>Topic <c>liquidations</c> or <c>liquidations:{fund}</c>: every liquidation, in order.</summary>
    Task LiquidationsSettled(long sequence, IReadOnlyList<RawJson> liquidations, long fromSequence);

    /// <summary>Topic <c>adl</c>: entries that started or stopped auto-deleveraging, in order.</summary>
    Task AdlChanged(long sequence, IReadOnlyList<RawJson> changes, long fromSequence);

    /// <summary>Topic <c>rates</c>: every rate in force, scheduled and past, after one was set.</summary>
    Task RatesChanged(long sequence, IReadOnlyList<RateAnswer> rates, long fromSequence);

    /// <summary>Topic <c>log</c>: a checkpoint was signed.</summary>
    Task CheckpointPublished(CheckpointFigures checkpoint);

    /// <summary>Topics <c>page:{view}:{culture}</c>: pieces of the page that changed.</summary>
    Task FragmentsChanged(long sequence, IReadOnlyList<Fragment> fragments, long fromSequence);

    /// <summary>To everybody, every two seconds while the figures are current.</summary>
    Task Freshness(long sequence, long serverTimeUnixMs);
}

/// <summary>Where a subscription begins. What a topic does not need is left out, <c>fragments</c> excepted.</summary>
public sealed record SubscriptionAnswer
{
    /// <summary>Everything up to here is in the answer, or was before it.</summary>
    public required long Sequence { get; init; }

    /// <summary>Whether the answer begins anew instead of going on from the sequence that was named.</summary>
    public required bool IsSnapshot { get; init; }

    /// <summary>The funds asked for; on going on, those that changed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FundFigures>? Funds { get; init; }

    /// <summary>Liquidations, in order: those missed, or on beginning anew the newest.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RawJson>? Liquidations { get; init; }

    /// <summary>ADL changes, in order: those missed, or on beginning anew the newest.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RawJson>? AdlChanges { get; init; }

    /// <summary>The rates; on going on only when one was set.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RateAnswer>? Rates { get; init; }

    /// <summary>The newest checkpoint; left out also while there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CheckpointFigures? Checkpoint { get; init; }

    /// <summary>The live parts of the pages asked for; none when nothing changed since.</summary>
    public required IReadOnlyList<Fragment> Fragments { get; init; }
}
