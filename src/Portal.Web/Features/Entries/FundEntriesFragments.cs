using Portal.Settlement.Ledger;
using Portal.Web.Features.Funds;
using Portal.Web.Live;

namespace Portal.Web.Features.Entries;

/// <summary>The live parts of the newest page of a fund's entries, of all kinds or of one: new rows on top, and where older ones begin.</summary>
public sealed class FundEntriesFragments(FundEntriesReading reading, SnapshotReads reads) : IViewFragments
{
    private const string Prefix = "entries/";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The view of a list.</summary>
    /// <param name="fundId">The fund.</param>
    /// <param name="kind">The one kind that it shows; null for all.</param>
    public static string NameOf(string fundId, string? kind) => kind is null ? Prefix + fundId : $"{Prefix}{fundId}/{kind}";

    /// <inheritdoc/>
    public bool Owns(string view) => Read(view) is not null;

    /// <inheritdoc/>
    public bool Exists(string view, LiveSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Read(view) is { } asked && snapshot.Find(asked.FundId) is not null;
    }

    /// <inheritdoc/>
    public TimeSpan PauseOf(string view, LiveSnapshot from, LiveSnapshot to) => Pause;

    /// <inheritdoc/>
    public async Task AddAsync(FragmentList fragments, string view, LiveSnapshot from, LiveSnapshot to)
    {
        ArgumentNullException.ThrowIfNull(fragments);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var (fundId, kind) = Read(view)!.Value;
        if (to.Find(fundId) is not { } fund)
        {
            return;
        }

        var news = EntryNews.Of(from.Find(fundId), fund, kind);
        if (!news.IsAny)
        {
            reads.Carry(from, to, view);
            return;
        }

        if (await reads.ReadAsync(to, view, () => reading.ReadAsync(to, fundId, kind, before: null, CancellationToken.None)) is { } shown)
        {
            await AddRowsAsync(fragments, shown, news);
            reads.TryFind<FundEntriesView>(from, view, out var earlier);
            await fragments.AddAsync<FundEntriesPager, FundEntriesView>(
                FundEntriesPager.ElementId, earlier, shown, static shown => new() { [nameof(FundEntriesPager.View)] = shown });
        }
    }

    // Where rows in the page may have changed too, or some may be missing from it, all of them are told anew.
    private static Task AddRowsAsync(FragmentList fragments, FundEntriesView shown, EntryNews news)
    {
        var fresh = shown.Entries.Where(entry => entry.Sequence > news.Since).ToArray();
        return news.ChangesRows && fresh.Length < FundEntriesView.PageMax
            ? fragments.PutAsync<FundEntryRows>(FundEntryRows.ElementId, shown, () => new() { [nameof(FundEntryRows.Entries)] = shown.Entries })
            : fragments.PrependAsync<FundEntryRow, FundEntry>(
                FundEntryRows.ElementId,
                FundEntriesView.PageMax,
                news.Count > fresh.Length && news.Since > 0 ? (int)Math.Min(news.Count - fresh.Length, int.MaxValue) : null,
                fresh,
                static entry => new() { [nameof(FundEntryRow.Entry)] = entry });
    }

    private static (string FundId, string? Kind)? Read(string view) => ViewName.After(Prefix, view)?.Split('/') switch
    {
        [{ Length: > 0 } fundId] => (fundId, null),
        [{ Length: > 0 } fundId, var kind] when FundEntriesView.IsKind(kind) => (fundId, kind),
        _ => null,
    };

    /// <summary>What is new for a list, as far as the entries that are held tell.</summary>
    /// <param name="Since">The last entry that was told; 0 when none was.</param>
    /// <param name="IsAny">Whether there can be anything new.</param>
    /// <param name="ChangesRows">Whether rows that were told may have changed, or some been missed.</param>
    /// <param name="Count">How many new ones belong to the list; 0 when that is not known.</param>
    private readonly record struct EntryNews(long Since, bool IsAny, bool ChangesRows, long Count)
    {
        public static EntryNews Of(LiveFund? earlier, LiveFund fund, string? kind)
        {
            if (earlier is null)
            {
                return new EntryNews(0, IsAny: true, ChangesRows: true, 0);
            }

            var count = fund.FundSequence - earlier.FundSequence;
            var fresh = fund.Entries.Where(entry => entry.Sequence > earlier.Sequence).ToArray();
            if (count > fresh.Length)
            {
                return new EntryNews(earlier.Sequence, IsAny: true, ChangesRows: true, kind is null ? count : 0);
            }

            var takesBack = fresh.Any(static entry => entry.Body is EntryReversed);
            var belonging = kind is null ? count : fresh.Count(entry => entry.Body.Kind == kind);
            return new EntryNews(earlier.Sequence, takesBack || belonging > 0, takesBack, belonging);
        }
    }
}
