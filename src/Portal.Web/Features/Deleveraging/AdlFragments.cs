using System.Collections.Immutable;
using Portal.Settlement.Ledger;
using Portal.Web.Live;

namespace Portal.Web.Features.Deleveraging;

/// <summary>The live parts of the pages about ADL. Lists are read from the database, and only when something about ADL has happened.</summary>
public sealed class AdlFragments(AdlReading reading, SnapshotReads reads) : IViewFragments
{
    /// <summary>The view of the page about all funds.</summary>
    public const string View = "adl";

    private const string EventPrefix = "adl/";

    // Proposals are made some hundred milliseconds after the loss, and no entry tells of them.
    private static readonly TimeSpan NewsLastsFor = TimeSpan.FromSeconds(5);

    // Snapshots of positions are no entries either.
    private static readonly TimeSpan QueuePause = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public bool Owns(string view) => view == View || ViewName.EntryAfter(EventPrefix, view) is not null;

    /// <inheritdoc/>
    public bool Exists(string view, LiveSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return view == View || ViewName.EntryAfter(EventPrefix, view) <= snapshot.Sequence;
    }

    /// <inheritdoc/>
    public Task AddAsync(FragmentList fragments, string view, LiveSnapshot from, LiveSnapshot to)
    {
        ArgumentNullException.ThrowIfNull(fragments);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return ViewName.EntryAfter(EventPrefix, view) is { } sequence ? AddEventAsync(fragments, view, sequence, from, to) : AddAllAsync(fragments, from, to);
    }

    private async Task AddAllAsync(FragmentList fragments, LiveSnapshot from, LiveSnapshot to)
    {
        foreach (var fund in to.Funds.Where(fund => !ReferenceEquals(from.Find(fund.Id), fund)))
        {
            await FundStandings.AddBalanceAsync(fragments, from.Find(fund.Id), fund);
            await FundStandings.AddDistanceAsync(fragments, from.Find(fund.Id), fund);
        }

        if (to.Funds.Any(fund => HasNews(from.Find(fund.Id), fund, to)))
        {
            var shown = await reads.ReadAsync(to, View, async () => new Shown<AdlEventView>((await reading.ReadEventsAsync(to, before: null, CancellationToken.None)).Events));
            await fragments.PutAsync<AdlEventTable>(AdlEventTable.ElementId, shown!, () => new() { [nameof(AdlEventTable.Events)] = shown!.All });
        }

        if (from.AsOf.Ticks / QueuePause.Ticks != to.AsOf.Ticks / QueuePause.Ticks)
        {
            var queues = await reads.ReadAsync(to, AdlQueues.ElementId, async () => new Shown<AdlQueueView>(await reading.ReadQueuesAsync(CancellationToken.None)));
            await fragments.PutAsync<AdlQueues>(AdlQueues.ElementId, queues!, () => new() { [nameof(AdlQueues.Queues)] = queues!.All });
        }
    }

    private async Task AddEventAsync(FragmentList fragments, string view, long sequence, LiveSnapshot from, LiveSnapshot to)
    {
        // An event that is over and has nothing outstanding costs nobody a read: its fund has to have news.
        if (!to.Funds.Any(fund => HasNews(from.Find(fund.Id), fund, to) || (fund.AdlSinceSequence == sequence && !ReferenceEquals(from.Find(fund.Id), fund))))
        {
            return;
        }

        if (await reads.ReadAsync(to, view, () => reading.ReadEventAsync(to, sequence, before: null, CancellationToken.None)) is { } shown)
        {
            await fragments.PutAsync<AdlEventFigures>(AdlEventFigures.ElementId, shown, () => new() { [nameof(AdlEventFigures.Event)] = shown.Event });
            await fragments.PutAsync<AdlLossTable>(AdlLossTable.ElementId, shown, () => new() { [nameof(AdlLossTable.Losses)] = shown.Losses });
        }
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

    private sealed record Shown<TRow>(ImmutableArray<TRow> All);
}
