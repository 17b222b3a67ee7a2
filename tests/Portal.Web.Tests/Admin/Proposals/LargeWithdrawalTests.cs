using System.Collections.Immutable;
using Portal.Admin.Proposals;
using Portal.Admin.Proposals.Changes;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.People;

namespace Portal.Web.Tests.Admin.Proposals;

/// <summary>What goes out of a fund within a day takes two approvers once it is much of it, however it is cut up or covered up.</summary>
public sealed class LargeWithdrawalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_withdrawal_of_more_than_a_twentieth_within_a_day_takes_two_approvers()
    {
        await using var portal = await ProposalPortal.StartAsync();

        // 50 of 1000 is exactly the share that one may approve.
        Assert.Single((await portal.Bob.ApproveAsync(await portal.ProposeAsync(portal.Withdrawal("50")), null, Cancellation)).Value);
        var next = await portal.ProposeAsync(portal.Withdrawal("0.01"));

        Assert.Empty((await portal.Bob.ApproveAsync(next, null, Cancellation)).Value);
        Assert.Empty((await portal.Bob.ApproveAsync(next, null, Cancellation)).Value);
        Assert.Equal("950.00", (await portal.LedgerAsync()).Find("usdt")!.Balance.ToString());
        var done = await portal.Carol.ApproveAsync(next, null, Cancellation);

        Assert.Equal(["bob", "carol"], ((Withdrawn)Assert.Single(done.Value).Body).ApprovedBy);
        portal.Clock.Now += TimeSpan.FromHours(26);
        var (alice, bob) = (await portal.DeskOfAsync(portal.Proposer), await portal.DeskOfAsync(await portal.Admin.AddAsync("dora", PersonRole.Approver)));
        Assert.Single((await bob.ApproveAsync((await alice.ProposeAsync(portal.Withdrawal("47"), Cancellation)).Value, null, Cancellation)).Value);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_operators_paid_in_the_same_day_does_not_widen_what_one_may_approve()
    {
        await using var portal = await ProposalPortal.StartAsync();
        Assert.Single((await portal.Bob.ApproveAsync(await portal.ProposeAsync(portal.Injection("9000")), null, Cancellation)).Value);

        Assert.Empty((await portal.Bob.ApproveAsync(await portal.ProposeAsync(portal.Withdrawal("51")), null, Cancellation)).Value);
        portal.Clock.Now += TimeSpan.FromHours(26);
        var (alice, bob) = (await portal.DeskOfAsync(portal.Proposer), await portal.DeskOfAsync(await portal.Admin.AddAsync("dora", PersonRole.Approver)));
        Assert.Single((await bob.ApproveAsync((await alice.ProposeAsync(portal.Withdrawal("500"), Cancellation)).Value, null, Cancellation)).Value);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_taken_back_counts_by_itself_whatever_came_back_in_the_same_hour()
    {
        await using var portal = await ProposalPortal.StartAsync();
        var paidOut = (await portal.Bob.ApproveAsync(await portal.ProposeAsync(portal.Withdrawal("50")), null, Cancellation)).Value[0].Sequence;
        var paidIn = (await portal.Bob.ApproveAsync(await portal.ProposeAsync(portal.Injection("45")), null, Cancellation)).Value[0].Sequence;
        portal.Clock.Now += TimeSpan.FromHours(26);
        var (alice, bob) = (await portal.DeskOfAsync(portal.Proposer), await portal.DeskOfAsync(await portal.Admin.AddAsync("dora", PersonRole.Approver)));
        async Task<Checked<ImmutableArray<LedgerEntry>>> DoAsync(ProposedChange change) => await bob.ApproveAsync((await alice.ProposeAsync(change, Cancellation)).Value, null, Cancellation);

        Assert.Single((await DoAsync(new Reversal { FundId = "usdt", ReversedSequence = paidOut, Reason = "It never left." })).Value);
        Assert.Single((await DoAsync(new Reversal { FundId = "usdt", ReversedSequence = paidIn, Reason = "It never came." })).Value);

        Assert.Empty((await DoAsync(portal.Withdrawal("10"))).Value);
    }
}
