using Portal.Settlement.Amounts;
using Portal.Settlement.FeeAllocation;
using Portal.Web.Features.Rates;

namespace Portal.Web.Tests.Features;

/// <summary>Rates as pages show them.</summary>
public static class SampleRates
{
    extension(Sample)
    {
        /// <summary>A fund's rates: one in force, one to come, one replaced.</summary>
        public static FundRates Rates()
        {
            var inForce = new AllocationRate(20, "usdt", null, null, new PartsPerMillion(100_000), Sample.Now.AddDays(-10))
            {
                SetAt = Sample.Now.AddDays(-11),
                By = "anna",
                ApprovedBy = ["bob"],
                Reason = "A tenth of all fees.",
            };
            var toCome = inForce with { Sequence = 30, Market = "BTCUSDT", Kind = FeeKind.Taker, EffectiveAt = Sample.Now.AddHours(50), Reason = "More from the busiest market." };
            var past = inForce with { Sequence = 10, Share = new PartsPerMillion(50_000), EffectiveAt = Sample.Now.AddDays(-40), Reason = "The first.", ApprovedBy = [] };
            return new FundRates
            {
                Id = "usdt",
                Name = "USDT perpetuals",
                InForce = [new RateLine(inForce, RateStanding.InForce) { Total = new RateTotal(Sample.Usd("4021142"), Sample.Usd("402114.2"), 120), Lately = new RateLately(Sample.Usd("402.2"), Sample.Usd("2100")) }],
                ToCome = [new RateLine(toCome, RateStanding.Scheduled) { Until = TimeSpan.FromHours(50) }],
                Past = [new RateLine(past, RateStanding.Past) { Total = new RateTotal(Sample.Usd("100"), Sample.Usd("5"), 2), CountedSince = Sample.Now.AddDays(-20) }],
                Income = new FeeIncome(
                    Sample.Usd("402.2"),
                    Sample.Usd("2100"),
                    [.. Enumerable.Range(0, FeeIncome.DaysMax).Select(day => new DayIncome(Sample.Now.AddDays(day - FeeIncome.DaysMax + 1), Sample.Usd(day == 4 ? "0" : $"{day * 5}")))]),
            };
        }
    }
}
