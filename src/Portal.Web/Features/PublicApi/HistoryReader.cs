using System.Collections.Immutable;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Rollups;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi;

/// <summary>Reads a fund's history in the interval asked for, or in the finest one that fits an answer.</summary>
public sealed class HistoryReader(KeptRollups rollups)
{
    /// <summary>The most rows of an answer.</summary>
    public const int RowsMax = RollupStore.PageMax;

    private const long MinuteMs = 60_000;

    /// <summary>Reads the rows that begin from <paramref name="from"/> on and before <paramref name="to"/>.</summary>
    public async Task<Checked<ImmutableArray<RollupRow>>> ReadAsync(
        LiveFund fund, string? interval, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fund);
        var untilMs = (to ?? fund.Clock.AddMilliseconds(1)).ToUnixTimeMilliseconds();
        if (from is { } begin && to is { } end && begin >= end)
        {
            return new Problem("bad-range", "to", "lies not after from.");
        }

        if (interval is null or "auto")
        {
            // Before the day of its opening a fund has nothing.
            var openedMs = BalanceRollup.StartOf(fund.OpenedAt.ToUnixTimeMilliseconds(), (int)RollupRow.Day);
            return ImmutableArray.CreateRange(await FinestAsync(fund, Math.Max(from?.ToUnixTimeMilliseconds() ?? openedMs, openedMs), untilMs, cancellation));
        }

        if (MinutesOf(interval) is not { } minutes)
        {
            return new Problem("bad-interval", "interval", "is 1m, 1h, 1d or auto.");
        }

        // Without a beginning the newest rows are meant.
        var newestMs = BalanceRollup.StartOf(untilMs - 1, (int)minutes);
        var fromMs = from?.ToUnixTimeMilliseconds() ?? newestMs - ((RowsMax - 1) * minutes * MinuteMs);
        return ImmutableArray.CreateRange(await RowsAsync(fund, minutes, fromMs, untilMs, cancellation));
    }

    private static long? MinutesOf(string interval) => interval switch
    {
        "1m" => RollupRow.Minute,
        "1h" => RollupRow.Hour,
        "1d" => RollupRow.Day,
        _ => null,
    };

    // Only intervals with entries have a row, so a quiet fund's minutes may fit where a busy one's do not.
    private async Task<IReadOnlyList<RollupRow>> FinestAsync(LiveFund fund, long fromMs, long toMs, CancellationToken cancellation)
    {
        var spanMinutes = (toMs - fromMs) / MinuteMs;
        if (spanMinutes < RowsMax)
        {
            return await RowsAsync(fund, RollupRow.Minute, fromMs, toMs, cancellation);
        }

        var hours = await RowsAsync(fund, RollupRow.Hour, fromMs, toMs, cancellation);
        if (hours.Count >= RowsMax && spanMinutes >= RowsMax * RollupRow.Hour)
        {
            // Of a longer time than fits in days, the newest of them.
            var newestMs = BalanceRollup.StartOf(toMs - 1, (int)RollupRow.Day) - ((RowsMax - 1) * RollupRow.Day * MinuteMs);
            return await RowsAsync(fund, RollupRow.Day, Math.Max(fromMs, newestMs), toMs, cancellation);
        }

        var minutes = await RowsAsync(fund, RollupRow.Minute, fromMs, toMs, cancellation);
        return minutes.Count < RowsMax ? minutes : hours;
    }

    private Task<IReadOnlyList<RollupRow>> RowsAsync(LiveFund fund, long minutes, long fromMs, long toMs, CancellationToken cancellation) =>
        rollups.ReadAsync(fund.Id, minutes, fromMs, toMs, RowsMax, cancellation);
}
