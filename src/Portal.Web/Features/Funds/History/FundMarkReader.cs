using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;
using Portal.Storage.FundEntries;
using Portal.Storage.Rollups;
using Portal.Web.Live;

namespace Portal.Web.Features.Funds.History;

/// <summary>Reads what is marked on the time axis of a fund's history: a bounded number of entries, and the largest draws by the bars that the chart has anyway.</summary>
public sealed class FundMarkReader(FundEntryStore entries, RollupStore rollups)
{
    private const long MinuteMs = 60_000;

    /// <summary>Marks of a range, the newest first.</summary>
    /// <param name="fund">The fund.</param>
    /// <param name="snapshot">Says which entries were taken back; nothing later than it is marked.</param>
    /// <param name="range">The range.</param>
    /// <param name="rows">The range's rollups.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<ImmutableArray<FundMark>> ReadAsync(
        LiveFund fund, LiveSnapshot snapshot, HistoryRange range, IReadOnlyList<RollupRow> rows, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fund);
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(range);
        var fromMs = range.From.ToUnixTimeMilliseconds();
        var toMs = range.To.ToUnixTimeMilliseconds();

        // The fund's clock never goes back, so the minutes before and in a time say which entries lie on which side of it.
        var before = await rollups.ReadLastAsync(fund.Id, RollupRow.Minute, fromMs - MinuteMs, cancellation);
        var last = toMs > fund.UpdatedAt.ToUnixTimeMilliseconds() ? null : await rollups.ReadLastAsync(fund.Id, RollupRow.Minute, toMs - 1, cancellation);
        var found = await entries.ReadSeldomAsync(
            fund.Id, kind: null, (before?.LastSequence ?? 0) + 1, Math.Min(last?.LastSequence ?? long.MaxValue, snapshot.Sequence) + 1, FundMark.EntriesMax, cancellation);
        return
        [
            .. found.Where(row => row.RecordedAtMs >= fromMs && row.RecordedAtMs < toMs).Select(row => Mark(LedgerEntry.Read(row.Bytes), snapshot))
                .Concat(LargeDraws(rows, fund.Asset))
                .OrderByDescending(static mark => mark.At).ThenByDescending(static mark => mark.Entry?.Sequence),
        ];
    }

    private static FundMark Mark(LedgerEntry entry, LiveSnapshot snapshot) => new()
    {
        At = entry.RecordedAt,
        Entry = FundViews.Entry(entry) with { ReversedBy = snapshot.Rulebook.FindReversalOf(entry.Sequence)?.Sequence },
    };

    private static IEnumerable<FundMark> LargeDraws(IReadOnlyList<RollupRow> rows, Asset asset) => rows
        .Where(static row => row.OpenUnits > 0 && (Int128)row.DrawUnits * PartsPerMillion.Whole >= (Int128)row.OpenUnits * FundMark.LargeDrawsPpm)
        .OrderByDescending(static row => row.DrawUnits)
        .Take(FundMark.LargeDrawsMax)
        .Select(row => new FundMark
        {
            At = DateTimeOffset.FromUnixTimeMilliseconds(row.StartMs),
            Draws = new LargeDraws(
                new Money(row.DrawUnits, asset),
                row.DrawCount,
                (long)((Int128)row.DrawUnits * PartsPerMillion.Whole / row.OpenUnits),
                DateTimeOffset.FromUnixTimeMilliseconds(row.StartMs + (row.IntervalMinutes * MinuteMs))),
        });
}
