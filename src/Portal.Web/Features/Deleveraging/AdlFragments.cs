using System.Globalization;
using Portal.Settlement.Ledger;
using Portal.Web.Live;

namespace Portal.Web.Features.Deleveraging;

/// <summary>The live parts of the pages about ADL. They are read from the database, and only when something about ADL has happened.</summary>
public sealed class AdlFragments(AdlReading reading, FragmentRenderer renderer)
{
    /// <summary>The view of the page about all funds.</summary>
    public const string View = "adl";

    private const string EventPrefix = "adl/";

    // Proposals are made some hundred milliseconds after the loss, and no entry tells of them.
    private static readonly TimeSpan NewsLastsFor = TimeSpan.FromSeconds(5);

    // Snapshots of positions are no entries either.
    private static readonly TimeSpan QueuePause = TimeSpan.FromSeconds(10);

    /// <summary>Whether a view is one of these.</summary>
    public static bool IsOne(string? view) => view == View || EventOf(view) is not null;

    /// <summary>The parts that may have changed between two snapshots.</summary>
    public async Task<IReadOnlyList<Fragment>> BetweenAsync(TopicName topic, LiveSnapshot from, LiveSnapshot to)
    {
        var culture = topic.Culture!;
        return EventOf(topic.View) is { } sequence ? await OfEventAsync(sequence, culture, from, to) : await OfAllAsync(culture, from, to);
    }

    private static long? EventOf(string? view) =>
        view?.StartsWith(EventPrefix, StringComparison.Ordinal) is true
        && long.TryParse(view.AsSpan(EventPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : null;

    private async Task<IReadOnlyList<Fragment>> OfAllAsync(string culture, LiveSnapshot from, LiveSnapshot to)
    {
        var fragments = new List<Fragment>();
        if (to.Funds.Any(fund => HasNews(from.Find(fund.Id), fund, to)))
        {
            var (events, _) = await reading.ReadEventsAsync(to, before: null, CancellationToken.None);
            var html = await renderer.RenderAsync<AdlEventTable>(new object(), culture, () => new() { [nameof(AdlEventTable.Events)] = events });
            fragments.Add(new Fragment(AdlEventTable.ElementId, html, FragmentPlace.Replace));
        }

        if (from.AsOf.Ticks / QueuePause.Ticks != to.AsOf.Ticks / QueuePause.Ticks)
        {
            var queues = await reading.ReadQueuesAsync(CancellationToken.None);
            var html = await renderer.RenderAsync<AdlQueues>(new object(), culture, () => new() { [nameof(AdlQueues.Queues)] = queues });
            fragments.Add(new Fragment(AdlQueues.ElementId, html, FragmentPlace.Replace));
        }

        return fragments;
    }

    private async Task<IReadOnlyList<Fragment>> OfEventAsync(long sequence, string culture, LiveSnapshot from, LiveSnapshot to)
    {
        // An event that is over and has nothing outstanding costs nobody a read: its fund has to have news.
        if (!to.Funds.Any(fund => HasNews(from.Find(fund.Id), fund, to) || (fund.AdlSinceSequence == sequence && !ReferenceEquals(from.Find(fund.Id), fund))))
        {
            return [];
        }

        if (await reading.ReadEventAsync(to, sequence, before: null, CancellationToken.None) is not { } view)
        {
            return [];
        }

        var shown = new object();
        return
        [
            new Fragment(
                AdlEventFigures.ElementId,
                await renderer.RenderAsync<AdlEventFigures>(shown, culture, () => new() { [nameof(AdlEventFigures.Event)] = view.Event }),
                FragmentPlace.Replace),
            new Fragment(
                AdlLossTable.ElementId,
                await renderer.RenderAsync<AdlLossTable>(shown, culture, () => new() { [nameof(AdlLossTable.Losses)] = view.Losses }),
                FragmentPlace.Replace),
        ];
    }

    private static bool HasNews(LiveFund? earlier, LiveFund fund, LiveSnapshot to)
    {
        // Where even the oldest entry that is held is newer, more than is held has passed since.
        var since = earlier?.Sequence ?? 0;
        var isGap = !fund.Entries.IsEmpty && fund.Entries[0].Sequence > since;
        return isGap || fund.Entries.Any(entry => TellsOfAdl(entry) && (entry.Sequence > since || to.AsOf - entry.RecordedAt < NewsLastsFor));
    }

    private static bool TellsOfAdl(LedgerEntry entry) =>
        entry.Body is AdlChanged or AdlFilled or LiquidationSettled { Result.Uncovered.Units: > 0 } or EntryReversed { Uncovered: not null };
}
