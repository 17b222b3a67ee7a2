using Microsoft.AspNetCore.SignalR;
using Portal.Web.Features.PublicApi;

namespace Portal.Web.Live;

/// <summary>Says where a subscription begins: what was missed, or how everything stands.</summary>
public sealed class SubscriptionAnswers(LiveState live, PageFragments pages, CheckpointWatch checkpoints, TimeProvider time)
{
    /// <summary>Who missed more entries than this begins anew.</summary>
    public const int BacklogMax = 500;

    /// <summary>How many of the newest liquidations a beginning holds.</summary>
    public const int NewestLiquidations = 50;

    /// <summary>What is said of a topic that there is not.</summary>
    public const string UnknownTopic = "one of them names nothing that can be followed.";

    private static readonly TimeSpan CatchUpMax = TimeSpan.FromSeconds(1);

    /// <summary>Finds a topic.</summary>
    /// <exception cref="HubException">There is no such topic.</exception>
    public TopicName Find(string name) => FindOrNull(name) ?? throw new HubException($"topics: {UnknownTopic}");

    /// <summary>Finds a topic; null when there is none of this name.</summary>
    public TopicName? FindOrNull(string name) => TopicName.Read(name) is { } topic && Exists(topic) ? topic : null;

    /// <summary>Answers as of the newest snapshot.</summary>
    public async Task<SubscriptionAnswer> AnswerAsync(IReadOnlyList<TopicName> topics, long? fromSequence, CancellationToken cancellation)
    {
        var snapshot = await CatchUpAsync(fromSequence, cancellation);
        return await AnswerAsync(topics, fromSequence, snapshot);
    }

    /// <summary>Answers as of a snapshot.</summary>
    public async Task<SubscriptionAnswer> AnswerAsync(IReadOnlyList<TopicName> topics, long? fromSequence, LiveSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(topics);
        ArgumentNullException.ThrowIfNull(snapshot);
        var from = fromSequence is { } known && known >= 0 && known <= snapshot.Sequence
            && snapshot.Sequence - known <= BacklogMax && known >= snapshot.LiquidationsAfter
            ? known
            : (long?)null;
        var fragments = new List<Fragment>();
        foreach (var page in topics.Where(static topic => topic.Kind is TopicKind.Page))
        {
            if (from != snapshot.Sequence)
            {
                fragments.AddRange(await pages.WholeAsync(page, snapshot));
            }
        }

        return new SubscriptionAnswer
        {
            Sequence = snapshot.Sequence,
            IsSnapshot = from is null,
            Funds = FundsOf(topics, snapshot, from),
            Liquidations = LiquidationsOf(topics, snapshot, from),
            AdlChanges = topics.Any(static topic => topic.Kind is TopicKind.Adl) ? LiveMessages.AdlChanges(snapshot, from ?? 0) : null,
            Rates = topics.Any(static topic => topic.Kind is TopicKind.Rates) && LiveMessages.HaveRatesChanged(snapshot, from ?? -1)
                ? RateAnswer.AllOf(snapshot)
                : null,
            Checkpoint = topics.Any(static topic => topic.Kind is TopicKind.Log) && checkpoints.Newest is { } newest ? CheckpointWatch.FiguresOf(newest) : null,
            Fragments = fragments,
        };
    }

    // Another node, which the client came from, may be a moment ahead of this one.
    private async Task<LiveSnapshot> CatchUpAsync(long? fromSequence, CancellationToken cancellation)
    {
        var begin = time.GetTimestamp();
        var snapshot = live.Current;
        while (snapshot.Sequence < fromSequence && time.GetElapsedTime(begin) < CatchUpMax)
        {
            snapshot = await live.WaitAsync(snapshot, CatchUpMax, cancellation);
        }

        return snapshot;
    }

    private bool Exists(TopicName topic) =>
        topic.Kind is TopicKind.Page ? pages.Exists(topic) : topic.FundId is null || live.Current.Find(topic.FundId) is not null;

    private static IReadOnlyList<FundFigures>? FundsOf(IReadOnlyList<TopicName> topics, LiveSnapshot snapshot, long? from)
    {
        var asked = topics.Where(static topic => topic.Kind is TopicKind.Funds).ToArray();
        return asked.Length == 0
            ? null
            : [.. snapshot.Funds
                .Where(fund => fund.Sequence > (from ?? -1) && asked.Any(topic => topic.FundId is null || topic.FundId == fund.Id))
                .Select(FundFigures.Of)];
    }

    private static IReadOnlyList<RawJson>? LiquidationsOf(IReadOnlyList<TopicName> topics, LiveSnapshot snapshot, long? from)
    {
        var asked = topics.Where(static topic => topic.Kind is TopicKind.Liquidations).ToArray();
        if (asked.Length == 0)
        {
            return null;
        }

        var found = snapshot.LiquidationsSince(from ?? 0).ToArray()
            .Where(liquidation => asked.Any(topic => topic.FundId is null || topic.FundId == liquidation.Entry.FundId));
        return [.. (from is null ? found.TakeLast(NewestLiquidations) : found).Select(static liquidation => liquidation.Json)];
    }
}
