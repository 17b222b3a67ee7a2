using Portal.Settlement.Amounts;
using Portal.Settlement.FeeAllocation;
using Portal.Storage.Rollups;
using Portal.Web.Features.Rates;
using Portal.Web.Live;

namespace Portal.Web.Features;

/// <summary>Rates with what they brought in: rates and clocks from a snapshot, sums from the rollups, three short reads a fund.</summary>
public sealed class RateViews(FeeRollupStore fees, RollupStore rollups)
{
    private const long DayMs = 86_400_000;

    /// <summary>Every fund's rates as of a snapshot.</summary>
    public async Task<RatesView> ReadAsync(LiveSnapshot snapshot, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var start = snapshot.Funds.IsEmpty ? null : await fees.ReadStartAsync(cancellation);
        var funds = new List<FundRates>();
        foreach (var fund in snapshot.Funds)
        {
            funds.Add(await ReadAsync(fund, snapshot, start!, cancellation));
        }

        return new RatesView(snapshot.Sequence, [.. funds], snapshot.Rulebook.Freeze);
    }

    private async Task<FundRates> ReadAsync(LiveFund fund, LiveSnapshot snapshot, FeeRollupStart start, CancellationToken cancellation)
    {
        var totals = (await fees.ReadTotalsAsync(fund.Id, cancellation)).Where(static sum => sum.RateSequence is not null).ToDictionary(static sum => sum.RateSequence!.Value);
        var lately = (await fees.ReadLatelyAsync(fund.Id, fund.Clock, FeeIncome.DaysMax, cancellation)).ToDictionary(static income => income.RateSequence);
        var rates = snapshot.Rulebook.RatesOf(fund.Id);
        var lines = rates.Select(rate => LineOf(rate, AllocationRate.StandingOf(rate, rates, fund.Clock))).ToArray();
        return new FundRates
        {
            Id = fund.Id,
            Name = fund.Policy.Name,
            InForce = [.. lines.Where(static line => line.Standing is RateStanding.InForce).OrderBy(static line => line.Rate.Specificity).ThenBy(static line => line.Rate.Sequence)],
            ToCome = [.. lines.Where(static line => line.IsToCome).OrderBy(static line => line.Rate.EffectiveAt).ThenBy(static line => line.Rate.Sequence)],
            Past = [.. lines.Where(static line => line.Standing is not RateStanding.InForce && !line.IsToCome).OrderByDescending(static line => line.Rate.Sequence)],
            Income = await IncomeAsync(fund, cancellation),
        };

        RateLine LineOf(AllocationRate rate, RateStanding standing) => new(rate, standing)
        {
            Until = standing is RateStanding.Scheduled ? rate.EffectiveAt - fund.Clock : null,
            Total = totals.GetValueOrDefault(rate.Sequence) is { } sum
                ? new RateTotal(new Money(sum.AmountUnits, fund.Asset), new Money(sum.AllocatedUnits, fund.Asset), sum.Count)
                : null,
            Lately = lately.GetValueOrDefault(rate.Sequence) is { } income
                ? new RateLately(new Money(income.LastDayUnits, fund.Asset), new Money(income.Units, fund.Asset))
                : null,
            CountedSince = rate.Sequence <= start.AfterSequence && start.AfterMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null,
        };
    }

    private async Task<FeeIncome> IncomeAsync(LiveFund fund, CancellationToken cancellation)
    {
        var todayMs = fund.Clock.ToUnixTimeMilliseconds() / DayMs * DayMs;
        var firstMs = todayMs - ((FeeIncome.DaysMax - 1) * DayMs);
        var rows = await rollups.ReadAsync(fund.Id, RollupRow.Day, firstMs, todayMs + DayMs, FeeIncome.DaysMax, cancellation);
        var units = rows.ToDictionary(static row => row.StartMs, static row => row.FeeUnits);
        var days = Enumerable.Range(0, FeeIncome.DaysMax)
            .Select(day => firstMs + (day * DayMs))
            .Select(ms => new DayIncome(DateTimeOffset.FromUnixTimeMilliseconds(ms), new Money(units.GetValueOrDefault(ms), fund.Asset)))
            .ToArray();
        var sum = days.Aggregate(Int128.Zero, static (total, day) => total + day.Income.Units);
        return new FeeIncome(
            new Money(fund.Day.Flows.FeeUnits, fund.Asset),
            new Money((long)Int128.Min(sum, long.MaxValue), fund.Asset),
            [.. days]);
    }
}
