using System.Collections.Immutable;
using Portal.Admin.Proposals;
using Portal.Admin.Sources;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Audit;
using Portal.Storage.Intake;
using Portal.Storage.People;
using Portal.Storage.Proposals;

namespace Portal.Web.Tests.Admin.Proposals;

/// <summary>The same or opposite things done twice at the same moment: one effect, whoever is first.</summary>
public sealed class AtOnceTests
{
    private const int Rounds = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task One_person_who_approves_twice_at_once_counts_once()
    {
        await using var portal = await ProposalPortal.StartAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var id = await portal.ProposeAsync(portal.Withdrawal("300"));

            var done = await Task.WhenAll(Run(() => portal.Bob.ApproveAsync(id, null, Cancellation)), Run(() => portal.Bob.ApproveAsync(id, null, Cancellation)));

            Assert.All(done, static said => Assert.True(said.Problem is not null || said.Value.IsEmpty, "It took one person alone."));
            Assert.Single(await portal.Admin.Get<ProposalStore>().ReadVotesAsync(id, Cancellation));
            Assert.Null(await portal.Carol.RefuseAsync(id, "Next.", Cancellation));
        }

        Assert.Equal("1000.00", (await portal.LedgerAsync()).Find("usdt")!.Balance.ToString());
    }

    [Fact(Timeout = 180_000)]
    public async Task Of_an_approval_and_a_refusal_or_a_withdrawal_at_once_one_holds()
    {
        await using var portal = await ProposalPortal.StartAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var before = (await portal.LedgerAsync()).Sequence;
            var id = await portal.ProposeAsync(portal.Injection("1"));
            var against = round % 2 == 0 ? Run(() => portal.Carol.RefuseAsync(id, "No.", Cancellation)) : Run(() => portal.Alice.WithdrawAsync(id, Cancellation));

            var approved = await Run(() => portal.Bob.ApproveAsync(id, null, Cancellation));
            var ended = await against;

            var row = (await portal.Admin.Get<ProposalStore>().FindAsync(id, Cancellation))!;
            var isDone = row.Status == ProposalRow.Done;
            Assert.Equal(isDone, approved.Problem is null && !approved.Value.IsEmpty);
            Assert.Equal(isDone, ended is not null);
            Assert.Equal(before + (isDone ? 1 : 0), (await portal.LedgerAsync()).Sequence);
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task Of_three_who_approve_a_large_withdrawal_at_once_it_is_made_once()
    {
        await using var portal = await ProposalPortal.StartAsync();
        var dora = await portal.DeskOfAsync(await portal.Admin.AddAsync("dora", PersonRole.Approver));
        for (var round = 0; round < Rounds; round++)
        {
            var id = await portal.ProposeAsync(portal.Withdrawal("100"));

            var done = await Task.WhenAll(
                new[] { portal.Bob, portal.Carol, dora }.Select(desk => Run(() => desk.ApproveAsync(id, null, Cancellation))));

            Assert.Equal(1, done.Count(static said => said.Problem is null && !said.Value.IsEmpty));
            Assert.Equal(ProposalRow.Done, (await portal.Admin.Get<ProposalStore>().FindAsync(id, Cancellation))!.Status);
        }

        var state = await portal.LedgerAsync();
        Assert.Equal("600.00", state.Find("usdt")!.Balance.ToString());
    }

    [Fact(Timeout = 180_000)]
    public async Task A_freeze_and_a_pause_that_two_order_at_once_are_one()
    {
        await using var portal = await ProposalPortal.StartAsync();
        var dora = await portal.DeskOfAsync(await portal.Admin.AddAsync("dora"));
        var before = (await portal.LedgerAsync()).Sequence;

        var frozen = await Task.WhenAll(Run(() => portal.Carol.FreezeAsync("A leak.", Cancellation)), Run(() => dora.FreezeAsync("A leak.", Cancellation)));

        Assert.Equal(1, frozen.Count(static said => said.Problem is null));
        Assert.Equal(before + 1, (await portal.LedgerAsync()).Sequence);

        await portal.Admin.Get<IntakeKeyStore>().AddAsync("engine", portal.Clock.Now, Cancellation);
        await using var page = await portal.Admin.OpenScopeAsync(await portal.Admin.AddAsync("erin", PersonRole.Approver));
        await using var other = await portal.Admin.OpenScopeAsync(await portal.Admin.AddAsync("finn", PersonRole.Approver));
        var paused = await Task.WhenAll(
            new[] { page, other }.Select(opened => Run(() => ((SourceActions)opened.Services.GetService(typeof(SourceActions))!).PauseAsync("engine", "Wrong prices.", Cancellation))));
        Assert.Equal(1, paused.Count(static problem => problem is null));
        Assert.Single(await portal.Admin.Get<AuditStore>().ReadPageAsync(null, "source.paused", null, 10, Cancellation));
    }

    // On a thread of its own, so that they begin together.
    private static Task<T> Run<T>(Func<Task<T>> act) => Task.Run(act, Cancellation);
}
