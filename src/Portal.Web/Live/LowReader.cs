using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;
using Portal.Storage.Rollups;

namespace Portal.Web.Live;

/// <summary>Finds how low a fund fell since its peak: in days, then in the hours, minutes and entries of the day that the peak lies in.</summary>
internal sealed class LowReader(LedgerStore ledger, RollupStore rollups)
{
    private const int EntriesPage = 500;
    private const int PagesMax = 20;
    private const long MinuteMs = 60_000;
    private const long HourMs = 60 * MinuteMs;
    private const long DayMs = 24 * HourMs;

    public async Task<LowSincePeak> ReadAsync(FundState fund, CancellationToken cancellation)
    {
        var peakMs = fund.PeakAt.ToUnixTimeMilliseconds();
        var endMs = fund.LastRecordedAt.ToUnixTimeMilliseconds() + 1;
        var low = new LowSincePeak(fund.PeakUnits, fund.PeakUnits, fund.PeakAt);
        low = await InEntriesAsync(fund, EndOf(peakMs, MinuteMs), low, cancellation);
        low = await InRollupsAsync(fund, RollupRow.Minute, EndOf(peakMs, MinuteMs), Math.Min(EndOf(peakMs, HourMs), endMs), low, cancellation);
        var inHours = await InRollupsAsync(fund, RollupRow.Hour, EndOf(peakMs, HourMs), Math.Min(EndOf(peakMs, DayMs), endMs), low, cancellation);
        low = inHours == low ? low : await WithinAsync(fund, inHours, RollupRow.Minute, HourMs, cancellation);
        var inDays = await InRollupsAsync(fund, RollupRow.Day, EndOf(peakMs, DayMs), endMs, low, cancellation);
        return inDays == low ? low : await WithinAsync(fund, inDays, RollupRow.Hour, DayMs, cancellation);
    }

    // The minute of the peak: what comes after the peak's own entry.
    private async Task<LowSincePeak> InEntriesAsync(FundState fund, long endMs, LowSincePeak low, CancellationToken cancellation)
    {
        var after = (await ledger.ReadEntryAsync(fund.PeakSequence, cancellation))?.FundSequence ?? fund.FundSequence;
        for (var page = 0; page < PagesMax; page++)
        {
            var rows = await ledger.ReadFundEntriesAsync(fund.FundId, after, EntriesPage, cancellation);
            foreach (var row in rows.Where(row => row.Sequence <= fund.LastSequence))
            {
                if (row.RecordedAtMs >= endMs)
                {
                    return low;
                }

                low = low.With(row.BalanceAfterUnits!.Value, DateTimeOffset.FromUnixTimeMilliseconds(row.RecordedAtMs));
            }

            if (rows.Count < EntriesPage)
            {
                return low;
            }

            after = rows[^1].FundSequence!.Value;
        }

        return low;
    }

    private async Task<LowSincePeak> InRollupsAsync(
        FundState fund, long interval, long fromMs, long toMs, LowSincePeak low, CancellationToken cancellation)
    {
        if (fromMs >= toMs)
        {
            return low;
        }

        foreach (var row in await rollups.ReadAsync(fund.FundId, interval, fromMs, toMs, RollupStore.PageMax, cancellation))
        {
            low = row.LowUnits < low.Units ? low with { Units = row.LowUnits, At = DateTimeOffset.FromUnixTimeMilliseconds(row.StartMs) } : low;
        }

        return low;
    }

    // A day tells how low it went, its hours tell when, and their minutes to the minute.
    private async Task<LowSincePeak> WithinAsync(FundState fund, LowSincePeak low, long interval, long lengthMs, CancellationToken cancellation)
    {
        var startMs = low.At.ToUnixTimeMilliseconds();
        var parts = await rollups.ReadAsync(fund.FundId, interval, startMs, startMs + lengthMs, RollupStore.PageMax, cancellation);
        if (parts.FirstOrDefault(part => part.LowUnits <= low.Units) is not { } part)
        {
            return low;
        }

        var found = low with { At = DateTimeOffset.FromUnixTimeMilliseconds(part.StartMs) };
        return interval == RollupRow.Hour ? await WithinAsync(fund, found, RollupRow.Minute, HourMs, cancellation) : found;
    }

    private static long EndOf(long unixMs, long lengthMs) => BalanceRollup.StartOf(unixMs, (int)(lengthMs / MinuteMs)) + lengthMs;
}
