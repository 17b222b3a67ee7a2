using Portal.Settlement.Amounts;
using Portal.Settlement.FeeAllocation;

namespace Portal.Settlement.Tests.FeeAllocation;

public sealed class RateEffectTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Without_fees_there_is_no_effect() =>
        Assert.Equal(new RateEffect(0, 0, 0, 0, 0), RateEffect.Of(Rate(9, 20_000), [Rate(1, 10_000)], []));

    [Fact]
    public void Where_no_rate_was_in_force_all_of_it_is_gained()
    {
        var effect = RateEffect.Of(Rate(9, 20_000), [], [Fee("BTCUSDT", null, rate: null, 1_000_000, 0, 7)]);

        Assert.Equal(new RateEffect(1_000_000, 0, 0, 20_000, 7), effect);
        Assert.Equal(20_000, effect.DifferenceUnits);
    }

    [Fact]
    public void A_lower_share_is_a_loss()
    {
        var effect = RateEffect.Of(Rate(9, 5_000), [Rate(1, 10_000)], [Fee("BTCUSDT", FeeKind.Maker, 1, 1_000_000, 10_000, 1)]);

        Assert.Equal(-5_000, effect.DifferenceUnits);
    }

    [Fact]
    public void What_a_more_specific_rate_was_charged_on_stays_with_it()
    {
        AllocationRate[] rates = [Rate(1, 10_000), Rate(2, 500_000, market: "BTCUSDT"), Rate(3, 700_000, kind: FeeKind.Taker)];

        var effect = RateEffect.Of(
            Rate(9, 20_000),
            rates,
            [Fee("BTCUSDT", FeeKind.Taker, 2, 1_000, 500, 1), Fee("ETHUSDT", FeeKind.Taker, 3, 1_000, 700, 2), Fee("ETHUSDT", FeeKind.Maker, 1, 1_000, 10, 3)]);

        Assert.Equal(new RateEffect(3_000, 2_000, 500 + 700 + 10, 500 + 700 + 20, 3), effect);
    }

    [Fact]
    public void The_most_specific_scope_takes_fees_from_every_other()
    {
        AllocationRate[] rates = [Rate(1, 10_000), Rate(2, 500_000, market: "BTCUSDT"), Rate(3, 700_000, kind: FeeKind.Taker)];

        var market = RateEffect.Of(Rate(9, 20_000, market: "BTCUSDT"), rates, [Fee("BTCUSDT", FeeKind.Taker, 3, 1_000, 700, 1)]);
        var kind = RateEffect.Of(Rate(9, 20_000, kind: FeeKind.Taker), rates, [Fee("BTCUSDT", FeeKind.Taker, 2, 1_000, 500, 1)]);
        var both = RateEffect.Of(Rate(9, 20_000, "BTCUSDT", FeeKind.Taker), rates, [Fee("BTCUSDT", FeeKind.Taker, 2, 1_000, 500, 1)]);

        Assert.Equal([-680, 0, -480], [market.DifferenceUnits, kind.DifferenceUnits, both.DifferenceUnits]);
        Assert.Equal([0, 1_000, 0], [market.OverriddenUnits, kind.OverriddenUnits, both.OverriddenUnits]);
    }

    [Fact]
    public void Fees_of_another_market_or_kind_are_not_counted()
    {
        var fees = new[] { Fee("ETHUSDT", FeeKind.Taker, null, 5, 0, 1), Fee("BTCUSDT", FeeKind.Maker, null, 5, 0, 1), Fee(null, null, null, 5, 0, 1) };

        Assert.Equal(0, RateEffect.Of(Rate(9, 20_000, "BTCUSDT", FeeKind.Taker), [], fees).FeeUnits);
        Assert.Equal(15, RateEffect.Of(Rate(9, 20_000), [], fees).FeeUnits);
    }

    [Fact]
    public void A_rate_of_the_same_scope_is_replaced_whenever_it_began_or_will_begin()
    {
        var later = Rate(1, 10_000) with { EffectiveAt = Start.AddYears(5) };

        var effect = RateEffect.Of(Rate(9, 20_000), [later], [Fee(null, null, 1, 1_000, 10, 1)]);

        Assert.Equal(20, effect.WouldUnits);
    }

    [Fact]
    public void Sums_are_taken_before_rounding_so_it_is_too_high_by_less_than_one_unit_a_fee()
    {
        // 100 fees of 99 units at 2 %: one unit each by itself, 198 of their sum.
        var each = 100 * new PartsPerMillion(20_000).OfDown(99);

        var effect = RateEffect.Of(Rate(9, 20_000), [], [Fee(null, null, null, 9_900, 0, 100)]);

        Assert.Equal((198, 100), (effect.WouldUnits, each));
        Assert.InRange(effect.WouldUnits - each, 0, effect.Count - 1);
    }

    [Fact]
    public void Sums_stop_at_the_largest_number()
    {
        var fee = Fee(null, null, null, long.MaxValue, 0, 1);

        var effect = RateEffect.Of(Rate(9, PartsPerMillion.Whole), [], [fee, fee]);

        Assert.Equal((long.MaxValue, long.MaxValue, long.MaxValue), (effect.FeeUnits, effect.WouldUnits, effect.DifferenceUnits));
    }

    private static AllocationRate Rate(long sequence, int ppm, string? market = null, FeeKind? kind = null) =>
        new(sequence, "usdt", market, kind, new PartsPerMillion(ppm), Start.AddDays(sequence));

    private static FeeSum Fee(string? market, FeeKind? kind, long? rate, long amount, long allocated, long count) => new(market, kind, rate, amount, allocated, count);
}
