using Portal.Admin.Proposals;
using Portal.Admin.Proposals.Changes;
using Portal.Admin.Sessions;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Storage.Audit;
using Portal.Storage.Ledger;
using Portal.Storage.People;
using Portal.Storage.Proposals;

namespace Portal.Web.Tests.Admin.Proposals;

/// <summary>Nothing is decided by one person, and nothing twice.</summary>
public sealed class ProposalDeskTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task What_one_proposes_and_another_approves_is_in_the_ledger_the_proposal_and_the_audit()
    {
        await using var portal = await ProposalPortal.StartAsync();
        var id = await portal.ProposeAsync(portal.Injection());

        var done = await portal.Bob.ApproveAsync(id, "Seen on the statement.", Cancellation);

        var entry = Assert.Single(done.Value);
        var injected = Assert.IsType<Injected>(entry.Body);
        Assert.Equal(("alice", "50.00", "Topped up.", "wire 7"), (injected.By, injected.Amount.ToString(), injected.Reason, injected.Reference));
        Assert.Equal(["bob"], injected.ApprovedBy);
        Assert.Equal("1050.00", entry.BalanceAfter.ToString());
        var row = (await portal.Admin.Get<ProposalStore>().FindAsync(id, Cancellation))!;
        Assert.Equal((ProposalRow.Done, "bob", entry.Sequence), (row.Status, row.ClosedBy, row.LedgerSequence));
        var audit = await portal.Admin.Get<AuditStore>().ReadPageAsync(null, null, null, 3, Cancellation);
        Assert.Equal([("bob", "proposal.done"), ("bob", "proposal.approved"), ("alice", "proposal.made")], audit.Select(line => (line.Person, line.Action)));
        Assert.Null(await portal.Admin.Get<AuditStore>().FindBreakAsync(Cancellation));
    }

    [Fact(Timeout = 120_000)]
    public async Task Nobody_approves_or_refuses_their_own_whatever_their_role()
    {
        await using var portal = await ProposalPortal.StartAsync();
        var made = await portal.Carol.ProposeAsync(portal.Injection(), Cancellation);

        Assert.Equal("own-proposal", (await portal.Carol.ApproveAsync(made.Value, null, Cancellation)).Problem!.Code);
        Assert.Equal("own-proposal", (await portal.Carol.RefuseAsync(made.Value, "No.", Cancellation))!.Code);

        Assert.Equal("1000.00", (await portal.LedgerAsync()).Find("usdt")!.Balance.ToString());
    }

    [Fact(Timeout = 120_000)]
    public async Task Each_step_needs_its_role_and_a_session_that_holds()
    {
        await using var portal = await ProposalPortal.StartAsync();
        var id = await portal.ProposeAsync(portal.Injection());
        var viewer = await portal.DeskOfAsync(await portal.Admin.AddAsync("victor", PersonRole.Viewer));

        await Assert.ThrowsAsync<NotAllowedException>(() => viewer.ProposeAsync(portal.Injection(), Cancellation));
        await Assert.ThrowsAsync<NotAllowedException>(() => viewer.PreviewAsync(portal.Injection(), Cancellation));
        await Assert.ThrowsAsync<NotAllowedException>(() => viewer.WithdrawAsync(id, Cancellation));
        await Assert.ThrowsAsync<NotAllowedException>(() => portal.Alice.ApproveAsync(id, null, Cancellation));
        await Assert.ThrowsAsync<NotAllowedException>(() => portal.Alice.RefuseAsync(id, "No.", Cancellation));
        await Assert.ThrowsAsync<NotAllowedException>(() => portal.Bob.FreezeAsync("Because.", Cancellation));

        await DemoteAsync(portal, "bob", PersonRole.Proposer);
        await Assert.ThrowsAsync<NotAllowedException>(() => portal.Bob.ApproveAsync(id, null, Cancellation));
        Assert.Equal(ProposalRow.Open, (await portal.Admin.Get<ProposalStore>().FindAsync(id, Cancellation))!.Status);
    }

    [Fact(Timeout = 180_000)]
    public async Task Of_two_who_approve_at_once_one_makes_the_entry_and_no_second_is_made()
    {
        await using var portal = await ProposalPortal.StartAsync();
        for (var round = 0; round < 5; round++)
        {
            var before = (await portal.LedgerAsync()).Sequence;
            var id = await portal.ProposeAsync(portal.Injection("1"));

            var both = await Task.WhenAll(
                Task.Run(() => portal.Bob.ApproveAsync(id, null, Cancellation), Cancellation),
                Task.Run(() => portal.Carol.ApproveAsync(id, null, Cancellation), Cancellation));

            Assert.Single(both, one => one.Problem is null && one.Value.Length == 1);
            Assert.Single(both, one => one.Problem?.Code == DecisionStore.ProposalEndedCode);
            Assert.Equal(before + 1, (await portal.LedgerAsync()).Sequence);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_refused_and_a_withdrawn_proposal_have_no_effect_and_stay_to_be_read()
    {
        await using var portal = await ProposalPortal.StartAsync();
        var refused = await portal.ProposeAsync(portal.Injection());
        var withdrawn = await portal.ProposeAsync(portal.Injection());

        Assert.Equal("comment", (await portal.Bob.RefuseAsync(refused, " ", Cancellation))!.Field);
        Assert.Null(await portal.Bob.RefuseAsync(refused, "No such payment.", Cancellation));
        Assert.Equal("not-yours", (await portal.Carol.WithdrawAsync(withdrawn, Cancellation))!.Code);
        Assert.Null(await portal.Alice.WithdrawAsync(withdrawn, Cancellation));

        Assert.Equal(DecisionStore.ProposalEndedCode, (await portal.Carol.ApproveAsync(refused, null, Cancellation)).Problem!.Code);
        Assert.Equal(DecisionStore.ProposalEndedCode, (await portal.Carol.ApproveAsync(withdrawn, null, Cancellation)).Problem!.Code);
        var view = await (await portal.ReadingOfAsync(portal.Proposer)).FindAsync(refused, Cancellation);
        Assert.Equal("No such payment.", Assert.Single(view!.Votes).Comment);
        Assert.Equal("1000.00", (await portal.LedgerAsync()).Find("usdt")!.Balance.ToString());
    }

    [Fact(Timeout = 120_000)]
    public async Task Whoever_loses_the_role_while_it_is_written_is_named_by_no_entry()
    {
        await using var portal = await ProposalPortal.StartAsync();
        var id = await portal.ProposeAsync(portal.Injection());
        var before = (await portal.LedgerAsync()).Sequence;
        var change = portal.Injection();
        await portal.Admin.Get<ProposalStore>().VoteAsync(id, await IdOfAsync(portal, "bob"), ProposalVoteRow.Approved, string.Empty, Audit(portal, "proposal.approved"), Cancellation);

        var written = await portal.Admin.Get<DecisionStore>().WriteAsync(
            async (state, stop) =>
            {
                var decided = await change.DecideAsync(portal.Admin.Get<ProposalSources>(), state, new Signatures("alice", ["bob"]), portal.Clock.Now, stop);
                await DemoteAsync(portal, "bob", PersonRole.Viewer);
                return decided;
            },
            new DecisionRecord(_ => Audit(portal, "proposal.done")) { ProposalId = id, ApprovedBy = static () => ["bob"] },
            Cancellation);

        Assert.Equal(DecisionStore.ProposalEndedCode, written.Problem!.Code);
        Assert.Equal(before, (await portal.LedgerAsync()).Sequence);
        Assert.Equal(ProposalRow.Open, (await portal.Admin.Get<ProposalStore>().FindAsync(id, Cancellation))!.Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task Who_decides_is_told_that_a_change_starts_auto_deleveraging()
    {
        await using var portal = await ProposalPortal.StartAsync();

        var preview = (await portal.Alice.PreviewAsync(portal.Withdrawal("900"), Cancellation)).Value;

        Assert.Contains(preview.Facts, static fact => fact is { Name: "Auto-deleveraging", Before: "inactive" } && fact.After.StartsWith("starts", StringComparison.Ordinal));
        Assert.Equal(2, preview.Entries.Length);
        Assert.DoesNotContain((await portal.Alice.PreviewAsync(portal.Withdrawal("899"), Cancellation)).Value.Facts, static fact => fact.Name == "Auto-deleveraging");
    }

    [Fact(Timeout = 120_000)]
    public async Task Nobody_keeps_the_others_from_proposing()
    {
        await using var portal = await ProposalPortal.StartAsync();
        for (var made = 0; made < ProposalDesk.OpenOfOneMax; made++)
        {
            await portal.ProposeAsync(portal.Injection());
        }

        Assert.Equal("too-many", (await portal.Alice.ProposeAsync(portal.Injection(), Cancellation)).Problem!.Code);
        Assert.Null((await portal.Bob.ProposeAsync(portal.Injection(), Cancellation)).Problem);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_approval_counts_no_more_once_its_giver_may_not_approve()
    {
        await using var portal = await ProposalPortal.StartAsync();
        var id = await portal.ProposeAsync(portal.Withdrawal("500"));
        Assert.Empty((await portal.Bob.ApproveAsync(id, null, Cancellation)).Value);

        await DemoteAsync(portal, "bob", PersonRole.Viewer);

        Assert.Empty((await portal.Carol.ApproveAsync(id, null, Cancellation)).Value);
        Assert.Equal("1000.00", (await portal.LedgerAsync()).Find("usdt")!.Balance.ToString());
        await DemoteAsync(portal, "alice", PersonRole.Viewer);
        Assert.Equal("proposer-gone", (await portal.Carol.ApproveAsync(id, null, Cancellation)).Problem!.Code);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_became_impossible_is_not_approved()
    {
        await using var portal = await ProposalPortal.StartAsync();
        Assert.Equal("below-floor", (await portal.Alice.ProposeAsync(portal.Withdrawal("900.01"), Cancellation)).Problem!.Code);
        var (first, second) = (await portal.ProposeAsync(portal.Withdrawal("600")), await portal.ProposeAsync(portal.Withdrawal("600")));
        await portal.Bob.ApproveAsync(first, null, Cancellation);
        Assert.Single((await portal.Carol.ApproveAsync(first, null, Cancellation)).Value, entry => entry.Body is Withdrawn);

        Assert.NotNull((await portal.Bob.ApproveAsync(second, null, Cancellation)).Problem);

        Assert.Empty(await portal.Admin.Get<ProposalStore>().ReadVotesAsync(second, Cancellation));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_rate_is_announced_ten_minutes_ahead_and_taken_back_until_five_before()
    {
        await using var portal = await ProposalPortal.StartAsync();
        Assert.Equal("too-soon", (await portal.Alice.ProposeAsync(portal.Rate(TimeSpan.FromMinutes(9)), Cancellation)).Problem!.Code);
        var late = await portal.ProposeAsync(portal.Rate(TimeSpan.FromMinutes(11)));
        var id = await portal.ProposeAsync(portal.Rate(TimeSpan.FromMinutes(20)));
        var set = Assert.Single((await portal.Bob.ApproveAsync(id, null, Cancellation)).Value);
        portal.Clock.Now += TimeSpan.FromMinutes(2);
        Assert.Equal("too-soon", (await portal.Bob.ApproveAsync(late, null, Cancellation)).Problem!.Code);

        var rates = (await portal.LedgerAsync()).Rulebook.RatesOf("usdt");
        Assert.Equal(RateStanding.Scheduled, AllocationRate.StandingOf(rates[0], rates, portal.Clock.Now));

        var cancel = new RateCancellation { FundId = "usdt", RateSequence = set.Sequence, Reason = "Not yet." };
        var cancelling = await portal.ProposeAsync(cancel);
        portal.Clock.Now += TimeSpan.FromMinutes(14);
        Assert.Equal("too-late", (await portal.Bob.ApproveAsync(cancelling, null, Cancellation)).Problem!.Code);
        portal.Clock.Now -= TimeSpan.FromMinutes(5);
        Assert.IsType<RateCancelled>(Assert.Single((await portal.Bob.ApproveAsync(cancelling, null, Cancellation)).Value).Body);
    }

    [Fact(Timeout = 120_000)]
    public async Task One_owner_freezes_at_once_and_two_people_end_it()
    {
        await using var portal = await ProposalPortal.StartAsync();
        var waiting = await portal.ProposeAsync(portal.Withdrawal("10"));
        Assert.Equal("reason", (await portal.Carol.FreezeAsync(" ", Cancellation)).Problem!.Field);

        Assert.IsType<FreezeChanged>(Assert.Single((await portal.Carol.FreezeAsync("A key may be stolen.", Cancellation)).Value).Body);

        Assert.Equal("frozen", (await portal.Carol.FreezeAsync("Again.", Cancellation)).Problem!.Code);
        Assert.Equal("frozen", (await portal.Bob.ApproveAsync(waiting, null, Cancellation)).Problem!.Code);
        Assert.Equal("freeze.begun", (await portal.Admin.Get<AuditStore>().ReadPageAsync(null, null, null, 1, Cancellation))[0].Action);
        var end = await portal.Carol.ProposeAsync(new FreezeEnd { Reason = "It was not." }, Cancellation);
        Assert.Equal("own-proposal", (await portal.Carol.ApproveAsync(end.Value, null, Cancellation)).Problem!.Code);
        var ended = (FreezeChanged)Assert.Single((await portal.Bob.ApproveAsync(end.Value, null, Cancellation)).Value).Body;
        Assert.Equal((false, "carol"), (ended.Active, ended.By));
        Assert.Single((await portal.Bob.ApproveAsync(waiting, null, Cancellation)).Value);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_policy_that_was_changed_meanwhile_is_not_changed_unseen()
    {
        await using var portal = await ProposalPortal.StartAsync();
        var (first, second) = (await portal.ProposeAsync(await PolicyAsync("200")), await portal.ProposeAsync(await PolicyAsync("300")));

        var changed = Assert.Single((await portal.Bob.ApproveAsync(first, null, Cancellation)).Value);

        Assert.Equal("200.00", ((PolicyChanged)changed.Body).Policy.Floor.ToString());
        Assert.Equal("policy-changed", (await portal.Bob.ApproveAsync(second, null, Cancellation)).Problem!.Code);

        async Task<FundPolicyChange> PolicyAsync(string floor)
        {
            var policy = (await portal.LedgerAsync()).Rulebook.FindPolicy("usdt")!;
            return new FundPolicyChange { FundId = "usdt", PolicySequence = policy.Sequence, Terms = PolicyTerms.Of(policy) with { Floor = floor }, Reason = "A higher floor." };
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_fund_and_a_contract_are_opened_by_two_people_too()
    {
        await using var portal = await ProposalPortal.StartAsync();
        var fund = new FundOpening
        {
            FundId = "btc",
            AssetCode = "BTC",
            Scale = 8,
            Opening = "10",
            Terms = new PolicyTerms { Name = "Bitcoin fund", Floor = "1", Symbols = ["BTCUSD", " "] },
            Reason = "Coin-margined contracts begin.",
        };
        var contract = new ContractChange { Symbol = "BTCUSD", ContractKind = "inverse", ContractValue = "100", SettleAssetCode = "BTC", Publication = "full", Reason = "They begin." };

        var opened = await portal.Bob.ApproveAsync(await portal.ProposeAsync(fund), null, Cancellation);
        var listed = await portal.Bob.ApproveAsync(await portal.ProposeAsync(contract), null, Cancellation);

        Assert.Equal(["asset", "opening"], opened.Value.Select(entry => entry.Body.Kind));
        Assert.Equal(["bob"], ((ContractListed)Assert.Single(listed.Value).Body).ApprovedBy);
        Assert.Equal("btc", (await portal.LedgerAsync()).Rulebook.FindFundOf("BTCUSD"));
        Assert.Equal("fund-exists", (await portal.Alice.ProposeAsync(fund, Cancellation)).Problem!.Code);
    }

    private static AuditDraft Audit(ProposalPortal portal, string action) => new(portal.Clock.Now, "bob", "test", action, "proposal");

    private static async Task<string> IdOfAsync(ProposalPortal portal, string handle) =>
        (await portal.Admin.Get<PersonStore>().FindByEmailAsync($"{handle}@EXAMPLE.ORG".ToUpperInvariant(), Cancellation))!.PersonId;

    private static async Task DemoteAsync(ProposalPortal portal, string handle, PersonRole role)
    {
        var people = portal.Admin.Get<PersonStore>();
        var person = (await people.FindByEmailAsync($"{handle}@EXAMPLE.ORG".ToUpperInvariant(), Cancellation))!;
        var audit = new AuditDraft(portal.Clock.Now, "carol", "test", "person.role-changed", handle);
        Assert.Equal(PersonChangeOutcome.Changed, await people.SetRoleAsync(new PersonChange(person.PersonId, Guid.NewGuid().ToString("N"), audit), role, Cancellation));
    }
}
