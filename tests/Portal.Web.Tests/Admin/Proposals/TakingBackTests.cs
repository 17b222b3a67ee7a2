using System.Security.Cryptography;
using System.Text;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Admin.Pages.Quarantine;
using Portal.Admin.Proposals.Changes;
using Portal.Admin.Quarantine;
using Portal.Settlement.Ledger;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;
using Portal.Storage.People;
using Radzen;

namespace Portal.Web.Tests.Admin.Proposals;

/// <summary>A wrong entry is taken back, and a record that can't be settled is dismissed: both by two people.</summary>
public sealed class TakingBackTests : BunitContext
{
    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task To_take_a_large_payment_back_takes_two_approvers_as_taking_it_out_does()
    {
        await using var portal = await ProposalPortal.StartAsync();
        var small = (await portal.Bob.ApproveAsync(await portal.ProposeAsync(portal.Injection("10")), null, Cancellation)).Value[0].Sequence;
        var large = (await portal.Bob.ApproveAsync(await portal.ProposeAsync(portal.Injection("500")), null, Cancellation)).Value[0].Sequence;

        var reversed = Assert.Single((await portal.Bob.ApproveAsync(await portal.ProposeAsync(Reversal(small)), null, Cancellation)).Value);
        Assert.Equal("-10.00", ((EntryReversed)reversed.Body).Amount.ToString());
        var proposal = await portal.ProposeAsync(Reversal(large));
        Assert.Empty((await portal.Bob.ApproveAsync(proposal, null, Cancellation)).Value);
        Assert.Single((await portal.Carol.ApproveAsync(proposal, null, Cancellation)).Value);

        Assert.Equal("reversed-already", (await portal.Alice.ProposeAsync(Reversal(large), Cancellation)).Problem!.Code);
        Assert.Equal(("unknown-entry", "sequence"), await FaultAsync(portal, Reversal(999)));
        Assert.Equal(("not-reversible", "sequence"), await FaultAsync(portal, Reversal(2)));
        Assert.Equal(("unknown-entry", "sequence"), await FaultAsync(portal, Reversal(large) with { FundId = "btc" }));
        Assert.Equal("1000.00", (await portal.LedgerAsync()).Find("usdt")!.Balance.ToString());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_record_is_dismissed_once_and_its_entry_names_its_hash_alone()
    {
        await using var portal = await ProposalPortal.StartAsync();
        const string Payload = "{\"externalId\":\"a-1\",\"account\":\"somebody\",\"margin\":\"-1\"}";
        await QuarantineAsync(portal, "a-1", Payload, storedSequence: null);
        var dismissal = new Dismissal { QuarantineId = 1, Reason = "A test of the engine." };
        var first = await portal.ProposeAsync(dismissal);
        Assert.Equal("proposed-already", (await portal.Alice.ProposeAsync(dismissal, Cancellation)).Problem!.Code);

        var entry = Assert.Single((await portal.Bob.ApproveAsync(first, null, Cancellation)).Value);

        var text = Encoding.UTF8.GetString(entry.ToBytes());
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Payload))), text, StringComparison.Ordinal);
        Assert.DoesNotContain("a-1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody", text, StringComparison.Ordinal);
        var row = (await portal.Admin.Get<QuarantineStore>().ReadAsync(1, Cancellation))!;
        Assert.Equal((QuarantineRow.Dismissed, entry.Sequence), (row.Status, row.ClosedBySequence));
        Assert.Equal("not-open", (await portal.Alice.ProposeAsync(dismissal, Cancellation)).Problem!.Code);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_conflict_is_shown_beside_what_was_settled_with_the_fields_that_differ()
    {
        await using var portal = await ProposalPortal.StartAsync();
        var settled = (await portal.Admin.Portal.Market.SettleAsync(new Live.TestLiquidation("10", "12")))[0];
        await QuarantineAsync(portal, "a-1", "{\"symbol\":\"BTCUSDT\",\"margin\":\"10.0\",\"totalLoss\":\"13\"}", settled.Sequence);

        var page = await OpenAsync(portal, portal.Proposer, 1);

        await page.WaitForAssertionAsync(() => Assert.Contains("Settled before", page.Markup, StringComparison.Ordinal));
        Assert.Equal(["totalLoss"], page.FindAll(".admin-facts-table tbody th").Select(cell => cell.TextContent));
        Assert.Contains(page.FindAll("code"), code => code.TextContent == "\"corrects\": \"a-1\"");
        Assert.NotEmpty(page.FindAll("button[aria-label='Propose: Dismissal']"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_viewer_sees_a_record_and_no_form()
    {
        await using var portal = await ProposalPortal.StartAsync();
        await QuarantineAsync(portal, "a-1", "no json at all", storedSequence: null);

        var page = await OpenAsync(portal, await portal.Admin.AddAsync("victor", PersonRole.Viewer), 1);

        await page.WaitForAssertionAsync(() => Assert.Contains("no json at all", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("button"));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_form_begins_with_what_was_sent_and_a_conflict_with_an_id_that_is_free()
    {
        await using var portal = await ProposalPortal.StartAsync();
        await QuarantineAsync(portal, "a-1", "{\"externalId\":\"a-1\",\"margin\":\"-1\",\"totalLoss\":1.2}", storedSequence: null);
        const string Sound = """{"externalId":"c-1","symbol":"BTCUSDT","asset":"USDT","occurredAt":"2026-01-01T00:00:00Z","positionSide":"long","margin":"1","totalLoss":"1.2"}""";
        await QuarantineAsync(portal, "c-1", "{\"externalId\":\"c-1\",\"margin\":\"-3\"}", storedSequence: null);
        var settled = (await portal.Bob.ApproveAsync(await portal.ProposeAsync(Correction.Of(2, Sound, "Because.").Value), null, Cancellation)).Value[0];
        await QuarantineAsync(portal, "c-1", "{\"externalId\":\"c-1\",\"margin\":\"3\"}", settled.Sequence);
        await QuarantineAsync(portal, string.Empty, "no json at all", storedSequence: null);
        await QuarantineAsync(portal, string.Empty, $"{{\"externalId\":\"{new string('x', QuarantineRow.PayloadBytesMax)}"[..QuarantineRow.PayloadBytesMax], storedSequence: null);

        var page = await OpenAsync(portal, portal.Proposer, 1);
        Assert.Equal("{\n  \"externalId\": \"a-1\",\n  \"margin\": \"-1\",\n  \"totalLoss\": 1.2\n}", await TypedAsync(page));
        await ShowAsync(page, 3);
        Assert.Contains("\"externalId\": \"c-1:corrected-1\"", await TypedAsync(page), StringComparison.Ordinal);
        Assert.Contains($"Entry {settled.Sequence} was settled under the id", page.Markup, StringComparison.Ordinal);
        await ShowAsync(page, 4);
        Assert.Equal("no json at all", await TypedAsync(page));
        await ShowAsync(page, 5);
        Assert.Equal(string.Empty, await TypedAsync(page));
        Assert.Contains("longer than what is kept", page.Markup, StringComparison.Ordinal);

        async Task<string> TypedAsync(IRenderedComponent<RecordPage> shown)
        {
            await shown.WaitForAssertionAsync(() => Assert.NotEmpty(shown.FindAll("textarea[name=correction]")));
            return (shown.Find("textarea[name=correction]").GetAttribute("value") ?? shown.Find("textarea[name=correction]").TextContent).ReplaceLineEndings("\n");
        }

        static async Task ShowAsync(IRenderedComponent<RecordPage> shown, long id)
        {
            shown.Render(parameters => parameters.Add(record => record.Id, id));
            await shown.WaitForAssertionAsync(() => Assert.Contains($"Record {id}", shown.Markup, StringComparison.Ordinal));
        }
    }

    private static Reversal Reversal(long sequence) => new() { FundId = "usdt", ReversedSequence = sequence, Reason = "It was paid to another account." };

    private static async Task<(string Code, string? Field)> FaultAsync(ProposalPortal portal, Reversal reversal)
    {
        var problem = (await portal.Alice.ProposeAsync(reversal, Cancellation)).Problem!;
        return (problem.Code, problem.Field);
    }

    private static async Task QuarantineAsync(ProposalPortal portal, string id, string payload, long? storedSequence)
    {
        var ledger = portal.Admin.Get<LedgerStore>();
        var head = await ledger.ReadHeadAsync(Cancellation);
        var bytes = Encoding.UTF8.GetBytes(payload);
        var arrival = new QuarantineArrival(
            "engine", 0, Encoding.ASCII.GetBytes(id), storedSequence is null ? QuarantineRow.Rejected : QuarantineRow.Conflict, "negative-margin", "margin",
            "The margin is negative.", SHA256.HashData(bytes), bytes, storedSequence, portal.Clock.Now.ToUnixTimeMilliseconds());
        var append = new LedgerAppend { ExpectedSequence = head.Sequence, TreeEdge = head.TreeEdge, Quarantined = [arrival], Sources = [new SourceChange("engine", 1)] };
        Assert.Equal(AppendOutcome.Committed, await ledger.AppendAsync(append, Cancellation));
    }

    private async Task<IRenderedComponent<RecordPage>> OpenAsync(ProposalPortal portal, TestPerson person, long id)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
        var current = await portal.Admin.OpenPageAsync(person);
        Services.AddSingleton(ActivatorUtilities.CreateInstance<QuarantineReading>(portal.Admin.Portal.Services, current));
        Services.AddSingleton(await portal.DeskOfAsync(person));
        return Render<RecordPage>(page => page.Add(record => record.Id, id));
    }
}
