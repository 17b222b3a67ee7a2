using Microsoft.Playwright;
using Portal.Web.Tests.Processes;

namespace Portal.Browser.Tests;

/// <summary>An engine sends a liquidation wrong and can't send it again: one operator corrects it, another approves, everybody sees who, and the log holds.</summary>
public sealed class OperatorsCorrectionTests(PortalBrowser chromium) : BrowserTest(chromium)
{
    private readonly PortalBrowser _chromium = chromium;

    [Fact(Timeout = 5 * TimeoutMs)]
    public async Task A_rejected_liquidation_is_settled_as_two_people_say_and_the_public_sees_who()
    {
        using var folder = new ProcessFolder();
        await RunAsync(folder, "fund", "add", "btc", "--asset", "BTC", "--opening", "10", "--name", "Bitcoin fund", "--symbols", "*");
        var intake = await ProcessIntake.AddKeyAsync(folder);
        await using var portal = await PortalProcess.ServeAsync(folder.Path);
        var address = portal.Address!;
        var alice = await OperatorAtWork.FirstOwnerAsync(Page, folder, address);
        var bob = await OperatorAtWork.FirstOwnerAsync(await (await _chromium.NewVisitorAsync()).NewPageAsync(), folder, address, "bob");
        Assert.Equal("settled", await intake.SendAsync(address, "x-1"));
        Assert.Equal("rejected", await intake.TrySendAsync(address, "x-2", "-1"));

        var proposal = await CorrectAsync(alice);
        await alice.OpenAsync("admin/quarantine");
        await Assertions.Expect(alice.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "correction proposed" })).ToHaveAttributeAsync("href", $"admin/proposals/{proposal}");
        await alice.LookAsync("quarantine");

        await bob.OpenAsync($"admin/proposals/{proposal}");
        await Assertions.Expect(bob.Page.Locator(".admin-facts-table")).ToContainTextAsync("0.20000000 BTC");
        await bob.LookAsync("correction-to-approve");
        await bob.ApproveAsync(proposal);
        await Assertions.Expect(bob.Page.GetByText("It is done: entry 4 of the ledger")).ToBeVisibleAsync();
        await bob.OpenAsync("admin/quarantine/1");
        await Assertions.Expect(bob.Page.Locator("main")).ToContainTextAsync("put right by entry 4");
        Assert.Equal("conflict", await intake.TrySendAsync(address, "x-2", "2"));
        await ReadInPublicAsync(alice, folder);
        Assert.Empty(Complaints);
    }

    private static async Task<long> CorrectAsync(OperatorAtWork alice)
    {
        await alice.OpenAsync("admin/quarantine/1");
        var field = alice.Page.Locator("textarea[name=correction]");
        await Assertions.Expect(field).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("\\n  \"margin\": \"-1\",\\n"));
        var sent = await field.InputValueAsync();
        await alice.LookAsync("record");
        await alice.TypeAsync("reason-correction", "The engine wrote the margin with a sign.");
        await alice.ClickAsync("Preview: Correction");
        await Assertions.Expect(alice.Page.GetByText("margin: -1 is negative.")).ToBeVisibleAsync();
        await alice.TypeAsync("correction", sent.Replace("\"-1\"", "\"1\"", StringComparison.Ordinal));
        await alice.ClickAsync("Preview: Correction");
        var facts = alice.Page.Locator(".admin-facts-table");
        await Assertions.Expect(facts).ToContainTextAsync("Field margin");
        await Assertions.Expect(facts).ToContainTextAsync("0.20000000 BTC");
        await Assertions.Expect(facts).ToContainTextAsync("9.60000000 BTC");
        await alice.LookAsync("record-corrected");
        return await alice.ProposeSeenAsync("Correction");
    }

    private async Task ReadInPublicAsync(OperatorAtWork anybody, ProcessFolder folder)
    {
        var address = anybody.Address;
        await PortalProcess.WaitAsync(
            async () => (await Page.GotoAsync(new Uri(address, "liquidations/4").ToString()))!.Ok, "the liquidation's page");
        await Assertions.Expect(Page.Locator(".put-right")).ToContainTextAsync("Proposed by alice, approved by bob.");
        await Assertions.Expect(Page.Locator(".put-right")).ToContainTextAsync("The engine wrote the margin with a sign.");
        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("Fund paid");
        await anybody.LookAsync("public-put-right");
        await Page.GotoAsync(new Uri(address, "entries/4").ToString());
        await Assertions.Expect(Page.Locator(".put-right")).ToContainTextAsync("This record did not come from there");
        string[] verify = ["verify", "--url", address.ToString()];
        await PortalProcess.WaitAsync(async () => (await PortalProcess.RunAsync(folder.Path, verify)).ExitCode != 2, "the checkpoint");
        var (exit, output) = await PortalProcess.RunAsync(folder.Path, verify);
        Assert.True(exit == 0, output);
    }

    private static async Task RunAsync(ProcessFolder folder, params string[] arguments)
    {
        var (exit, output) = await PortalProcess.RunAsync(folder.Path, arguments);
        Assert.True(exit == 0, output);
    }
}
