using System.Data.Common;
using Portal.Storage.Audit;
using Portal.Storage.Database;
using Portal.Storage.People;
using Portal.Storage.Proposals;
using Portal.Storage.Tests.People;

namespace Portal.Storage.Tests.Proposals;

public sealed class ProposalStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_proposal_is_read_as_it_was_made_and_the_audit_knows_of_it(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var alice = await MakePerson.AddAsync(test.Database, "alice");
        var proposals = new ProposalStore(test.Database);

        var first = await AddAsync(proposals, alice);
        var second = await AddAsync(proposals, alice, fund: null);

        Assert.Equal((1, 2), (first.Id, second.Id));
        Assert.Equal(new ProposalRow(1, "rate", "usdt", "{\"share\":1}", alice.PersonId, "alice", Make.StartMs, "open", null, null, null), await proposals.FindAsync(1, Cancellation));
        Assert.Equal([second, first], await proposals.ReadOpenAsync(10, Cancellation));
        Assert.Equal([first], await proposals.ReadPageAsync(2, 10, Cancellation));
        Assert.Null(await proposals.FindAsync(3, Cancellation));
        var audit = new AuditStore(test.Database);
        Assert.Equal("proposal 2", (await audit.ReadPageAsync(null, "proposal.made", null, 10, Cancellation))[0].Subject);
        Assert.Null(await audit.FindBreakAsync(Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Somebody_says_yes_once_and_a_no_ends_it(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var (alice, bob) = (await MakePerson.AddAsync(test.Database, "alice"), await MakePerson.AddAsync(test.Database, "bob", PersonRole.Approver));
        var proposals = new ProposalStore(test.Database);
        await AddAsync(proposals, alice);

        Assert.Equal(ProposalOutcome.Done, await VoteAsync(proposals, bob, ProposalVoteRow.Approved));
        Assert.Equal(ProposalOutcome.SaidBefore, await VoteAsync(proposals, bob, ProposalVoteRow.Approved));
        Assert.Equal(ProposalOutcome.Done, await VoteAsync(proposals, bob, ProposalVoteRow.Refused));
        Assert.Equal(ProposalOutcome.NotOpen, await VoteAsync(proposals, alice, ProposalVoteRow.Approved));
        Assert.Equal(ProposalOutcome.NotOpen, await proposals.WithdrawAsync(1, MakePerson.Audit(), Cancellation));

        var ended = (await proposals.FindAsync(1, Cancellation))!;
        Assert.Equal((ProposalRow.Refused, "operator", (long?)null), (ended.Status, ended.ClosedBy, ended.LedgerSequence));
        var votes = await proposals.ReadVotesAsync(1, Cancellation);
        Assert.Equal([("bob", "approver", "yes or no"), ("bob", "approver", "yes or no")], votes.Select(vote => (vote.Handle, vote.Role, vote.Comment)));
        Assert.Empty(await proposals.ReadOpenAsync(10, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_waits_for_somebody_is_open_made_by_another_and_not_yet_voted_on(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var (alice, bob) = (await MakePerson.AddAsync(test.Database, "alice"), await MakePerson.AddAsync(test.Database, "bob", PersonRole.Approver));
        var proposals = new ProposalStore(test.Database);
        Assert.Equal(0, await proposals.CountWaitingAsync(bob.PersonId, Cancellation));

        await AddAsync(proposals, alice);
        await AddAsync(proposals, alice);
        Assert.Equal((2, 0), (await proposals.CountWaitingAsync(bob.PersonId, Cancellation), await proposals.CountWaitingAsync(alice.PersonId, Cancellation)));

        await VoteAsync(proposals, bob, ProposalVoteRow.Approved);
        Assert.Equal(1, await proposals.CountWaitingAsync(bob.PersonId, Cancellation));
        await proposals.WithdrawAsync(2, MakePerson.Audit(), Cancellation);
        Assert.Equal(0, await proposals.CountWaitingAsync(bob.PersonId, Cancellation));
    }

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Engines))]
    public async Task Of_many_who_propose_at_once_each_gets_a_number(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var alice = await MakePerson.AddAsync(test.Database, "alice");

        var rows = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => AddAsync(new ProposalStore(test.OpenAgain()), alice), Cancellation)));

        Assert.Equal(Enumerable.Range(1, 12).Select(number => (long)number), rows.Select(row => row.Id).Order());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_was_proposed_and_what_was_said_can_t_be_rewritten(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var alice = await MakePerson.AddAsync(test.Database, "alice");
        var proposals = new ProposalStore(test.Database);
        await AddAsync(proposals, alice);
        await VoteAsync(proposals, alice, ProposalVoteRow.Approved);

        foreach (var text in new[]
        {
            "UPDATE proposal SET payload = '{}' WHERE id = 1",
            "UPDATE proposal SET handle = 'bob' WHERE id = 1",
            "UPDATE proposal SET fund_id = NULL WHERE id = 1",
            "DELETE FROM proposal",
            "UPDATE proposal_vote SET comment = ''",
            "DELETE FROM proposal_vote",
        })
        {
            await Assert.ThrowsAnyAsync<DbException>(() => test.ExecuteAsync(text));
        }

        await proposals.WithdrawAsync(1, MakePerson.Audit(), Cancellation);
        await Assert.ThrowsAnyAsync<DbException>(() => test.ExecuteAsync("UPDATE proposal SET status = 'open', closed_at_ms = NULL WHERE id = 1"));
    }

    private static Task<ProposalRow> AddAsync(ProposalStore proposals, PersonRow person, string? fund = "usdt") => proposals.AddAsync(
        new ProposalDraft("rate", fund, "{\"share\":1}", person.PersonId, person.Handle),
        MakePerson.Now,
        id => MakePerson.Audit("proposal.made", $"proposal {id}"),
        Cancellation);

    private static Task<ProposalOutcome> VoteAsync(ProposalStore proposals, PersonRow person, string verdict) =>
        proposals.VoteAsync(1, person.PersonId, verdict, "yes or no", MakePerson.Audit(), Cancellation);
}
