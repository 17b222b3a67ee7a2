using System.Collections.Immutable;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;
using Portal.Storage.People;
using Portal.Web.Commands;

namespace Portal.Web.Tests.Processes;

/// <summary>When a rate from the command line takes effect.</summary>
public sealed class RateNoticeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, 250, TimeSpan.Zero);

    private static readonly DateTimeOffset Earliest = new(2026, 3, 1, 12, 10, 1, TimeSpan.Zero);

    [Theory]
    [InlineData(null, null, null, null, true)]
    [InlineData("BTCUSDT", null, null, null, true)]
    [InlineData(null, null, "BTCUSDT", null, true)]
    [InlineData(null, FeeKind.Maker, "BTCUSDT", null, true)]
    [InlineData("BTCUSDT", null, "ETHUSDT", null, false)]
    [InlineData(null, FeeKind.Maker, null, FeeKind.Taker, false)]
    [InlineData("BTCUSDT", FeeKind.Maker, "BTCUSDT", FeeKind.Maker, true)]
    public void A_rate_that_takes_the_place_of_another_anywhere_is_announced(string? market, FeeKind? kind, string? newMarket, FeeKind? newKind, bool isAnnounced)
    {
        var state = StateWith(market, kind);

        Assert.Equal(isAnnounced ? Earliest : Now, RateNotice.EffectiveAt(state, "usdt", newMarket, newKind, asked: null, Now, isAsked: true).Value);
        Assert.Equal(Now, RateNotice.EffectiveAt(state, "usdt", newMarket, newKind, asked: null, Now, isAsked: false).Value);
    }

    [Fact]
    public void The_first_rate_of_a_fund_begins_whenever_it_is_said()
    {
        var state = StateWith(market: null, kind: null, hasRate: false);

        Assert.Equal(Now.AddDays(-9), RateNotice.EffectiveAt(state, "usdt", null, null, Now.AddDays(-9), Now, isAsked: true).Value);
        Assert.Equal(Now, RateNotice.EffectiveAt(state, "usdt", null, null, asked: null, Now, isAsked: true).Value);
    }

    [Fact]
    public void What_is_too_soon_is_told_with_the_option_and_the_earliest_time()
    {
        var state = StateWith(market: null, kind: null);

        var problem = RateNotice.EffectiveAt(state, "usdt", null, null, Now.AddMinutes(10).AddMilliseconds(-1), Now, isAsked: true).Problem;

        Assert.Equal(("too-soon", "--effective"), (problem?.Code, problem?.Field));
        Assert.Contains("The earliest is 2026-03-01T12:10:01Z", problem!.Detail, StringComparison.Ordinal);
        Assert.Equal(Now.AddMinutes(10), RateNotice.EffectiveAt(state, "usdt", null, null, Now.AddMinutes(10), Now, isAsked: true).Value);
    }

    [Fact]
    public void Notice_is_asked_for_once_somebody_is_an_owner_and_may_enter()
    {
        var owner = new PersonRow("1", "a@b", "A@B", "alice", "ALICE", "owner", null, "s", "c", null, 0, null, 0, null, 0, null);

        Assert.True(RateNotice.IsAsked([owner]));
        Assert.False(RateNotice.IsAsked([owner with { Role = "approver" }, owner with { DisabledAtMs = 1 }]));
        Assert.False(RateNotice.IsAsked([]));
    }

    private static LedgerState StateWith(string? market, FeeKind? kind, bool hasRate = true)
    {
        var (state, asset, at) = (LedgerState.Empty(), new Asset("USDT", 6), Now.AddDays(-30));
        var policy = new FundPolicy
        {
            Sequence = 0,
            EffectiveAt = at,
            FundId = "usdt",
            Name = "usdt",
            Asset = asset,
            Floor = Money.Zero(asset),
            Symbols = [FundPolicy.AllOtherSymbols],
        };
        Assert.Null(LedgerDecisions.OpenFund(state, policy, Money.Zero(asset), "operator", at).Problem);
        if (hasRate)
        {
            Assert.Null(LedgerDecisions.SetRate(state, "usdt", new RateSet(market, kind, PartsPerMillion.From(1_000, "share").Value, at, "why", "operator"), at).Problem);
        }

        return state;
    }
}
