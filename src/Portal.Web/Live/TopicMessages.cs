using System.Runtime.CompilerServices;
using Portal.Web.Features.PublicApi;

namespace Portal.Web.Live;

/// <summary>One message about a topic.</summary>
/// <param name="Sequence">It covers everything of the topic up to here.</param>
/// <param name="Say">Says it, given the sequence from which on it covers everything.</param>
public sealed record TopicMessage(long Sequence, Func<IFundClient, long, Task> Say);

/// <summary>What a topic has to say between two snapshots, whoever hears it: those who follow the hub and those who follow the event stream.</summary>
public sealed class TopicMessages(PageFragments pages, SettledLiquidations settled)
{
    /// <summary>Whether there can be anything to say.</summary>
    public bool CanDiffer(TopicName topic, LiveSnapshot seen, LiveSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(snapshot);
        return seen.Revision != snapshot.Revision && (topic.Kind is not TopicKind.Page || pages.CanDiffer(topic, seen, snapshot));
    }

    /// <summary>The shortest time between two looks at a topic, if it is longer than that of every topic.</summary>
    public TimeSpan PauseOf(TopicName topic, LiveSnapshot seen, LiveSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return topic.Kind is TopicKind.Page ? pages.PauseOf(topic, seen, snapshot) : TimeSpan.Zero;
    }

    /// <summary>The messages, in order. Checkpoints are not among them: <see cref="CheckpointWatch"/> speaks of those, after the entries they cover.</summary>
    public IAsyncEnumerable<TopicMessage> BetweenAsync(TopicName topic, LiveSnapshot seen, LiveSnapshot snapshot, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return topic.Kind switch
        {
            TopicKind.Page => PageAsync(topic, seen, snapshot),
            TopicKind.Funds => Funds(topic, seen, snapshot).ToAsyncEnumerable(),
            TopicKind.Liquidations => LiquidationsAsync(topic, seen, snapshot, cancellation),
            TopicKind.Adl => Adl(seen, snapshot).ToAsyncEnumerable(),
            TopicKind.Rates => Rates(seen, snapshot).ToAsyncEnumerable(),
            _ => AsyncEnumerable.Empty<TopicMessage>(),
        };
    }

    private async IAsyncEnumerable<TopicMessage> PageAsync(TopicName topic, LiveSnapshot seen, LiveSnapshot snapshot)
    {
        var fragments = await pages.ChangesAsync(topic, seen, snapshot);
        if (fragments.Count > 0)
        {
            yield return new TopicMessage(snapshot.Sequence, (client, after) => client.FragmentsChanged(snapshot.Sequence, fragments, after));
        }
    }

    private static IEnumerable<TopicMessage> Funds(TopicName topic, LiveSnapshot seen, LiveSnapshot snapshot)
    {
        var changed = LiveMessages.ChangedFunds(seen, snapshot, topic.FundId);
        if (changed.Count > 0)
        {
            IReadOnlyList<FundFigures> figures = [.. changed.Select(FundFigures.Of)];
            yield return new TopicMessage(snapshot.Sequence, (client, after) => client.FundsChanged(snapshot.Sequence, figures, after));
        }
    }

    private async IAsyncEnumerable<TopicMessage> LiquidationsAsync(
        TopicName topic, LiveSnapshot seen, LiveSnapshot snapshot, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var part in settled.AfterAsync(seen.Sequence, snapshot, cancellation))
        {
            if (MessageOf(topic, part.Liquidations.ToArray(), part.UpTo) is { } message)
            {
                yield return message;
            }
        }
    }

    private static TopicMessage? MessageOf(TopicName topic, IEnumerable<LiveLiquidation> part, long sequence)
    {
        IReadOnlyList<RawJson> records =
        [
            .. part.Where(liquidation => topic.FundId is null || topic.FundId == liquidation.Entry.FundId).Select(static liquidation => liquidation.Json),
        ];
        return records.Count == 0 ? null : new TopicMessage(sequence, (client, after) => client.LiquidationsSettled(sequence, records, after));
    }

    private static IEnumerable<TopicMessage> Adl(LiveSnapshot seen, LiveSnapshot snapshot)
    {
        var changes = LiveMessages.AdlChanges(snapshot, seen.Sequence);
        if (changes.Count > 0)
        {
            yield return new TopicMessage(snapshot.Sequence, (client, after) => client.AdlChanged(snapshot.Sequence, changes, after));
        }
    }

    private static IEnumerable<TopicMessage> Rates(LiveSnapshot seen, LiveSnapshot snapshot)
    {
        if (LiveMessages.HaveRatesChanged(snapshot, seen.Sequence))
        {
            var rates = RateAnswer.AllOf(snapshot);
            yield return new TopicMessage(snapshot.Sequence, (client, after) => client.RatesChanged(snapshot.Sequence, rates, after));
        }
    }
}
