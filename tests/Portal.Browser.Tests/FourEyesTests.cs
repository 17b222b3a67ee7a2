using System.Text.Json;
using Microsoft.Playwright;
using Portal.Storage.Audit;
using Portal.Storage.Ledger;
using Portal.Storage.People;
using Portal.Storage.Proposals;
using Portal.Web.Tests.Admin;
using Portal.Web.Tests.Live;

namespace Portal.Browser.Tests;

/// <summary>Two people with a browser each: what one proposes and the other approves is seen by everybody.</summary>
public sealed class FourEyesTests(PortalBrowser chromium) : BrowserTest(chromium)
{
    private readonly PortalBrowser _chromium = chromium;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 5 * TimeoutMs)]
    public async Task A_payment_a_policy_and_a_freeze_are_proposed_by_one_approved_by_another_and_public()
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.Portal.Market.OpenAsync("usdt", "USDT", "1000", floor: "100");
        await admin.Portal.ShownAsync();
        var (alice, bob) = await ComeInAsync(admin);

        await alice.OpenAsync("admin/funds");
        await alice.LookAsync("funds");
        await PayInAsync(admin, alice, bob);
        await TakeOutAsync(admin, alice, bob);
        await ChangePolicyAsync(admin, alice, bob);
        await FreezeAsync(alice, bob);
        await ReadAfterwardsAsync(admin, bob);
        Assert.Empty(Complaints);
    }

    [Fact(Timeout = 5 * TimeoutMs)]
    public async Task A_rate_is_public_as_scheduled_once_approved_and_in_force_at_the_second_it_is_due()
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.Portal.Market.OpenAsync("usdt", "USDT", "1000");
        await admin.Portal.ShownAsync();
        var (alice, bob) = await ComeInAsync(admin);
        var clock = admin.Portal.Clock;
        var due = new DateTimeOffset(clock.Now.Ticks - (clock.Now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(15);

        await alice.OpenAsync("admin/rates");
        await alice.TypeAsync("rate-share", "2.5");
        await alice.TypeAsync("rate-effective", due.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await alice.TypeAsync("reason-rate", "More cover for the weeks to come.");
        var proposal = await alice.ProposeAsync("Rate");
        await Assertions.Expect(alice.Page.Locator(".admin-facts-table")).ToContainTextAsync("2.5 % (25000 ppm)");
        await bob.OpenAsync($"admin/proposals/{proposal}");
        await Assertions.Expect(bob.Page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "Effect on the fees of the last days" })).ToContainTextAsync("the last 30 days");
        await bob.ApproveAsync(proposal);
        await Assertions.Expect(bob.Page.GetByText("It is done: entry 3 of the ledger")).ToBeVisibleAsync();

        await admin.Portal.ShownAsync();
        var rates = new Uri(admin.Portal.Client.BaseAddress!, "rates").ToString();
        await Page.GotoAsync(rates);
        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("scheduled");
        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("alice, approved by bob");
        clock.Now = due.AddMilliseconds(-1);
        Assert.Equal("scheduled", await StandingAsync(admin));
        clock.Now = due;
        await PassASecondAsync();
        Assert.Equal("inForce", await StandingAsync(admin));
        await Page.GotoAsync(rates);
        await Assertions.Expect(Page.Locator(".rate-share")).ToHaveTextAsync("2.5%");
        await alice.LookAsync("public-rates");

        // In the ledger with both names, in the signed log, and in the audit with both steps.
        await admin.Portal.PublishAsync();
        var entry = (await admin.Portal.JsonAsync("/api/v1/entries")).GetProperty("entries").EnumerateArray().Last();
        Assert.Equal(("rate", "alice", "bob"), (entry.GetProperty("kind").GetString(), entry.GetProperty("by").GetString(), entry.GetProperty("approvedBy")[0].GetString()));
        Assert.Contains("\n3\n", await admin.Portal.Client.GetStringAsync(new Uri("/log/checkpoint", UriKind.Relative), Cancellation), StringComparison.Ordinal);
        await bob.OpenAsync($"admin/audit?subject=proposal%20{proposal}");
        foreach (var step in (string[])["proposal.made", "proposal.approved", "proposal.done"])
        {
            await Assertions.Expect(bob.Page.Locator("main table")).ToContainTextAsync(step);
        }

        static Task PassASecondAsync() => Task.Delay(TimeSpan.FromSeconds(1.2), Cancellation);
    }

    [Fact(Timeout = 5 * TimeoutMs)]
    public async Task A_wrong_payment_is_taken_back_and_both_entries_say_so()
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.Portal.Market.OpenAsync("usdt", "USDT", "1000", floor: "100");
        await admin.Portal.ShownAsync();
        var (alice, bob) = await ComeInAsync(admin);
        await alice.OpenAsync("admin/funds/usdt");
        await alice.TypeAsync("amount", "50");
        await alice.TypeAsync("reason-payment", "Topped up.");
        await bob.ApproveAsync(await alice.ProposeAsync("Payment"));
        await Assertions.Expect(bob.Page.GetByText("It is done: entry 3 of the ledger")).ToBeVisibleAsync();

        await alice.OpenAsync("admin/funds/usdt");
        await alice.TypeAsync("sequence", "2");
        await alice.TypeAsync("reason-reversal", "It was paid to another account.");
        await alice.ClickAsync("Preview: Reversal");
        await Assertions.Expect(alice.Page.Locator("#fault-sequence")).ToContainTextAsync("Entry 2 (opening)");
        await alice.TypeAsync("sequence", "3");
        await bob.ApproveAsync(await alice.ProposeAsync("Reversal"));
        await Assertions.Expect(bob.Page.GetByText("It is done: entry 4 of the ledger")).ToBeVisibleAsync();

        await admin.Portal.ShownAsync();
        await Page.GotoAsync(new Uri(admin.Portal.Client.BaseAddress!, "funds/usdt").ToString());
        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("Reversal of entry 3");
        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("1,000.00");
    }

    private static async Task<string?> StandingAsync(AdminPortal admin) =>
        (await admin.Portal.JsonAsync("/api/v1/rates")).GetProperty("rates")[0].GetProperty("state").GetString();

    [Fact(Timeout = 4 * TimeoutMs)]
    public async Task Who_loses_the_role_while_the_page_is_open_decides_nothing_with_it()
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.Portal.Market.OpenAsync("usdt", "USDT", "1000", floor: "100");
        var (alice, bob) = await ComeInAsync(admin);
        await alice.OpenAsync("admin/funds/usdt");
        await alice.TypeAsync("amount", "50");
        await alice.TypeAsync("reason-payment", "Topped up.");
        var proposal = await alice.ProposeAsync("Payment");
        await bob.OpenAsync($"admin/proposals/{proposal}");
        await Assertions.Expect(bob.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Approve" })).ToBeEnabledAsync();

        var people = admin.Get<PersonStore>();
        var row = (await people.FindByEmailAsync("BOB@EXAMPLE.ORG", Cancellation))!;
        var audit = new AuditDraft(admin.Portal.Clock.Now, "alice", "test", "person.role-changed", "bob");
        await people.SetRoleAsync(new PersonChange(row.PersonId, "another-stamp", audit), PersonRole.Viewer, Cancellation);
        await bob.ClickAsync("Approve");

        await Assertions.Expect(bob.Page.GetByText("no longer signed in").First).ToBeVisibleAsync();
        Assert.Equal(2, (await admin.Get<LedgerStore>().ReadHeadAsync(Cancellation)).Sequence);
        Assert.Empty(await admin.Get<ProposalStore>().ReadVotesAsync(proposal, Cancellation));
    }

    private static async Task PayInAsync(AdminPortal admin, OperatorAtWork alice, OperatorAtWork bob)
    {
        await alice.OpenAsync("admin/funds/usdt");
        await alice.TypeAsync("amount", "50.001");
        await alice.TypeAsync("reason-payment", "Topped up after the crash.");
        await alice.ClickAsync("Preview: Payment");
        await Assertions.Expect(alice.Page.GetByText("50.001 has more decimals than USDT has (2).")).ToBeVisibleAsync();
        await alice.TypeAsync("amount", "50");
        await alice.ClickAsync("Preview: Payment");
        await Assertions.Expect(alice.Page.Locator(".admin-facts-table")).ToContainTextAsync("1050.00 USDT");
        await alice.LookAsync("fund");
        var proposal = await alice.ProposeSeenAsync("Payment");
        await alice.LookAsync("proposal-own");

        await Assertions.Expect(alice.Page.Locator(".admin-badge")).ToHaveCountAsync(0);
        await bob.OpenAsync("admin/proposals");
        await Assertions.Expect(bob.Page.Locator(".admin-badge")).ToContainTextAsync("1 waits for your decision");
        await bob.PictureAsync("proposals-waiting");
        await bob.OpenAsync($"admin/proposals/{proposal}");
        await bob.LookAsync("proposal");
        await bob.ApproveAsync(proposal);

        await Assertions.Expect(bob.Page.GetByText("It is done: entry 3 of the ledger")).ToBeVisibleAsync();
        await Assertions.Expect(bob.Page.Locator(".admin-badge")).ToHaveCountAsync(0);
        await bob.PictureAsync("proposal-done");
        await admin.Portal.ShownAsync();
        await bob.Page.GotoAsync(new Uri(admin.Portal.Client.BaseAddress!, "funds/usdt").ToString());
        await Assertions.Expect(bob.Page.Locator("main")).ToContainTextAsync("1,050.00");
    }

    private static async Task TakeOutAsync(AdminPortal admin, OperatorAtWork alice, OperatorAtWork bob)
    {
        await alice.OpenAsync("admin/funds/usdt");
        await alice.Page.Locator("[name=direction]").Locator("xpath=ancestor::*[contains(@class,'rz-dropdown')]").First.ClickAsync();
        await alice.Page.GetByRole(AriaRole.Option, new PageGetByRoleOptions { Name = "Take out" }).ClickAsync();
        await Assertions.Expect(alice.Page.Locator("[name=direction]").Locator("xpath=ancestor::*[contains(@class,'rz-dropdown')]").First).ToContainTextAsync("Take out");
        await alice.TypeAsync("amount", "950.01");
        await alice.TypeAsync("reason-payment", "Surplus of the quarter.");
        await alice.ClickAsync("Preview: Payment");
        await Assertions.Expect(alice.Page.GetByText("leaves less than the floor of 100.00")).ToBeVisibleAsync();
        await alice.TypeAsync("amount", "40");
        var proposal = await alice.ProposeAsync("Payment");
        await bob.ApproveAsync(proposal);
        await Assertions.Expect(bob.Page.GetByText("It is done: entry 4 of the ledger")).ToBeVisibleAsync();
        Assert.Equal("1010.00", (await admin.Get<LedgerPositions>().ReadAsync(Cancellation)).State.Find("usdt")!.Balance.ToString());
    }

    private static async Task ChangePolicyAsync(AdminPortal admin, OperatorAtWork alice, OperatorAtWork bob)
    {
        await alice.OpenAsync("admin/funds/usdt");
        await alice.TypeAsync("terms-floor", "200");
        await alice.TypeAsync("terms-cap", "0.5");
        await alice.TypeAsync("reason-policy", "A higher floor for the season.");
        var proposal = await alice.ProposeAsync("Policy");
        await bob.ApproveAsync(proposal);
        await Assertions.Expect(bob.Page.GetByText("It is done: entry 5 of the ledger")).ToBeVisibleAsync();
        await admin.Portal.ShownAsync();
        await bob.Page.GotoAsync(new Uri(admin.Portal.Client.BaseAddress!, "funds/usdt").ToString());
        await Assertions.Expect(bob.Page.Locator("main")).ToContainTextAsync("At most 0.5% of the fill");
        await Assertions.Expect(bob.Page.Locator("main")).ToContainTextAsync("200.00");
    }

    private static async Task FreezeAsync(OperatorAtWork alice, OperatorAtWork bob)
    {
        await alice.OpenAsync("admin/funds");
        await alice.TypeAsync("freeze-reason", "A key may have been stolen.");
        await alice.ClickAsync("Freeze everything now");
        await Assertions.Expect(alice.Page.GetByText("Everything is frozen: entry 6 of the ledger.")).ToBeVisibleAsync();
        await alice.OpenAsync("admin/funds");
        await alice.LookAsync("frozen");
        await alice.TypeAsync("reason-end-the-freeze", "It was found in a drawer.");
        var proposal = await alice.ProposeAsync("End the freeze");
        await bob.ApproveAsync(proposal);
        await Assertions.Expect(bob.Page.GetByText("It is done: entry 7 of the ledger")).ToBeVisibleAsync();
    }

    private static async Task ReadAfterwardsAsync(AdminPortal admin, OperatorAtWork bob)
    {
        await admin.Portal.ShownAsync();
        await admin.Portal.PublishAsync();
        var entries = (await admin.Portal.JsonAsync("/api/v1/entries")).GetProperty("entries").EnumerateArray().ToArray();
        Assert.Equal(["injection", "withdrawal", "policy", "freeze", "freeze"], entries.Skip(2).Select(static entry => entry.GetProperty("kind").GetString()));
        Assert.Equal(["bob"], entries[2].GetProperty("approvedBy").EnumerateArray().Select(static handle => handle.GetString()));
        Assert.Equal(JsonValueKind.Undefined, entries[5].TryGetProperty("approvedBy", out var nobody) ? nobody.ValueKind : JsonValueKind.Undefined);
        Assert.Contains("\n7\n", await admin.Portal.Client.GetStringAsync(new Uri("/log/checkpoint", UriKind.Relative), Cancellation), StringComparison.Ordinal);

        await bob.OpenAsync("admin/audit");
        await bob.PictureAsync("audit-full");
        await Assertions.Expect(bob.Page.Locator("main")).ToContainTextAsync("proposal.done");
        await Assertions.Expect(bob.Page.Locator("main")).ToContainTextAsync("freeze.begun");
        await bob.OpenAsync("admin/proposals");
        await Assertions.Expect(bob.Page.Locator("main")).ToContainTextAsync("Nothing waits.");
        await bob.LookAsync("proposals");
    }

    private async Task<(OperatorAtWork Owner, OperatorAtWork Approver)> ComeInAsync(AdminPortal admin)
    {
        var address = admin.Portal.Client.BaseAddress!;
        var alice = new OperatorAtWork(Page, address, admin.Portal.Clock);
        var aliceKey = await alice.AcceptAsync(new Uri(address, $"admin/invitation/{await admin.InviteAsync("alice@example.org")}").ToString(), "alice");
        await alice.ComeBackAsync("alice", aliceKey, admin.Portal.Clock);
        await alice.OpenAsync("admin/people");
        await alice.TypeAsync("invite-email", "bob@example.org");
        await alice.ChooseAsync("invite-role", PersonRoleText.Of(PersonRole.Approver));
        await alice.ClickAsync("Make a link");
        var link = await alice.Page.Locator(".admin-link").InnerTextAsync();

        var visitor = await _chromium.NewVisitorAsync();
        var bob = new OperatorAtWork(await visitor.NewPageAsync(), address, admin.Portal.Clock);
        await bob.ComeBackAsync("bob", await bob.AcceptAsync(link, "bob"), admin.Portal.Clock);
        return (alice, bob);
    }
}
