using Microsoft.Playwright;

namespace Portal.Browser.Tests;

/// <summary>What a visitor who trusts nobody finds out with a browser alone.</summary>
public sealed class VerifierTests(PortalBrowser chromium) : OperatorPortalTest(chromium)
{
    private const string Title = "[data-log-verifier] [data-slot='verdict-title']";
    private const string Note = "[data-log-verifier] [data-slot='verdict-note']";
    private const string RecordTitle = "[data-slot='record-title']";
    private const string RecordNote = "[data-slot='record-note']";

    private static readonly LocatorAssertionsToContainTextOptions Patience = new() { Timeout = 20_000 };

    [Fact(Timeout = 2 * TimeoutMs)]
    public async Task The_whole_ledger_checks_out_and_the_next_check_goes_on_from_there()
    {
        await SettleAsync(1, 5);
        await CheckAsync("All 7 entries check out.");
        await Assertions.Expect(Page.Locator("[data-slot='funds']")).ToContainTextAsync("9.00 BTC");
        await Assertions.Expect(Page.Locator("[data-slot='funds']")).ToContainTextAsync("Same");
        await Assertions.Expect(Page.Locator("[data-check='rules']")).ToHaveAttributeAsync("data-state", "passed");

        await SettleAsync(6, 8);
        await CheckAsync("All 10 entries check out: 3 of them new since your last check.");
        await Assertions.Expect(Page.Locator("[data-check='history']")).ToHaveAttributeAsync("data-state", "passed");
        await Page.Locator("[data-slot='from-first']").ClickAsync();
        await Assertions.Expect(Page.Locator(Title)).ToContainTextAsync("All 10 entries check out.", Patience);

        await Page.Locator("[data-slot='forget']").ClickAsync();
        await Assertions.Expect(Page.Locator("[data-slot='remembered']")).ToContainTextAsync("Nothing yet");
        Assert.Empty(Complaints);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task A_browser_without_arithmetic_of_its_own_fetches_a_library_and_finds_the_same()
    {
        await SettleAsync(1, 3);
        var asked = new List<string>();
        Page.Request += (_, request) => asked.Add(request.Url);
        await Page.GotoAsync(new UriBuilder(Portal.Address) { Host = PortalBrowser.PlainHost, Path = "verify" }.ToString());
        Assert.False(await Page.EvaluateAsync<bool>("isSecureContext"));

        await Page.Locator("[data-slot='check']").ClickAsync();

        await Assertions.Expect(Page.Locator(Title)).ToHaveTextAsync("All 5 entries check out.", new LocatorAssertionsToHaveTextOptions { Timeout = 20_000 });
        Assert.Contains(asked, static address => address.Contains("ed25519-library", StringComparison.Ordinal));
        Assert.Empty(Complaints);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task A_record_is_verified_on_its_own_page_against_every_figure_it_shows()
    {
        await SettleAsync(1, 3);
        await OpenAsync("liquidations/4");

        await Page.Locator("[data-slot='start']").ClickAsync();

        await Assertions.Expect(Page.Locator(RecordTitle)).ToContainTextAsync("This record checks out.", Patience);
        await Assertions.Expect(Page.Locator(RecordNote)).ToContainTextAsync("entry 4 of 5");
        await Assertions.Expect(Page.Locator(RecordNote)).ToContainTextAsync("figures on this page are the record's own");

        await Page.EvaluateAsync("document.querySelector('[data-record=balanceAfter] .amount-whole').textContent = '19'");
        await Page.Locator("[data-slot='start']").ClickAsync();
        await Assertions.Expect(Page.Locator(RecordTitle)).ToContainTextAsync("something else than the record", Patience);
        await Page.Locator("[data-slot='details'] > summary").ClickAsync();
        await Accessibility.HoldsAsync(Page, "A record that fails");
        Assert.Empty(Complaints);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task An_owner_opens_the_record_with_its_receipt_and_the_portal_learns_nothing()
    {
        await SettleAsync(1, 2);
        var (sequence, receipt) = await Portal.SettleOfAsync("order-77", "alice");
        await Portal.WaitForCheckpointAsync();
        var told = new List<string>();
        Page.Request += (_, request) => told.Add($"{request.Url} {request.PostData}");
        await OpenAsync("receipt");

        await FillAsync($"{Portal.Address}liquidations/{sequence}", "order-77", receipt, "alice");
        await Assertions.Expect(Page.Locator(RecordTitle)).ToContainTextAsync("This record is yours.", Patience);
        await Assertions.Expect(Page.Locator("[data-slot='figures']")).ToContainTextAsync("BTCUSD");
        await Assertions.Expect(Page.Locator("[data-field='positionSide']")).ToHaveTextAsync("Long");

        await FillAsync(string.Empty, "order-77", receipt, "bob");
        await Assertions.Expect(Page.Locator(RecordNote)).ToContainTextAsync("The account is not the one in the record.", Patience);
        await Assertions.Expect(Page.Locator("#receipt-sequence")).ToHaveValueAsync($"{sequence}");

        await FillAsync("4", "order-77", receipt, string.Empty);
        await Assertions.Expect(Page.Locator(RecordTitle)).ToContainTextAsync("do not open entry 4", Patience);

        Assert.DoesNotContain(told, asked => asked.Contains("order-77", StringComparison.Ordinal) || asked.Contains(receipt, StringComparison.Ordinal));
        Assert.Empty(Complaints);
    }

    public static TheoryData<string, string, string> Tamperings { get; } = new()
    {
        { "a balance", "Entry 5 is wrong.", "Its bytes are not the ones that the log's tree was made of." },
        { "an amount", "Entry 6 is wrong.", "Its bytes are not the ones that the log's tree was made of." },
        { "a deleted entry", "Entry 4 is wrong.", "In the place of entry 4 stands entry 5" },
        { "two swapped entries", "Entry 6 is wrong.", "In the place of entry 6 stands entry 7" },
        { "a forged signature", "Something is wrong.", "The signature of checkpoint is not by the key that it names" },
        { "a shorter log", "Something is wrong.", "Entries 8 to 10, which this browser saw on" },
        { "another past", "Entry 8 is wrong.", "It is not the entry that this browser saw on" },
    };

    [Theory(Timeout = 2 * TimeoutMs)]
    [MemberData(nameof(Tamperings))]
    public async Task Tampering_is_found_and_named(string what, string title, string note)
    {
        var copy = $"{Portal.DatabasePath}.copy";
        await SettleAsync(1, 5);
        await Portal.KillAsync();
        BrokenInto.Copy(Portal.DatabasePath, copy);
        await Portal.RestartAsync();
        await SettleAsync(6, 8);
        if (what is "a shorter log" or "another past")
        {
            await CheckAsync("All 10 entries check out.");
        }

        await Portal.KillAsync();
        await TamperAsync(what, copy);
        await CheckAsync(title);

        await Assertions.Expect(Page.Locator(Note)).ToContainTextAsync(note);
        await Assertions.Expect(Page.Locator("[data-log-verifier]")).ToHaveAttributeAsync("data-state", "failed");
    }

    private async Task TamperAsync(string what, string copy)
    {
        var database = Portal.DatabasePath;
        switch (what)
        {
            case "a balance":
                BrokenInto.ChangeEntry(database, 5, "\"balanceAfter\":\"9.4", "\"balanceAfter\":\"8.4");
                break;
            case "an amount":
                BrokenInto.ChangeEntry(database, 6, "\"draw\":\"0.2", "\"draw\":\"0.3");
                break;
            case "a deleted entry":
                BrokenInto.DeleteEntry(database, 4);
                break;
            case "two swapped entries":
                BrokenInto.SwapWithNext(database, 6);
                break;
            case "a forged signature":
                BrokenInto.ForgeSignature(database);
                break;
            default:
                BrokenInto.Restore(copy, database);
                break;
        }

        if (what is "another past")
        {
            await Portal.RestartAsync();
            await SettleAsync(11, 15);
        }
        else
        {
            await Portal.RestartForReadersAsync();
        }
    }

    private async Task SettleAsync(int first, int last)
    {
        for (var id = first; id <= last; id++)
        {
            await Portal.SettleAsync($"{id}");
        }

        await Portal.WaitForCheckpointAsync();
    }

    private async Task OpenAsync(string path) => await Page.GotoAsync(new Uri(Portal.Address, path).ToString());

    private async Task CheckAsync(string title)
    {
        await OpenAsync("verify");
        await Page.Locator("[data-slot='check']").ClickAsync();
        await Assertions.Expect(Page.Locator(Title)).ToHaveTextAsync(title, new LocatorAssertionsToHaveTextOptions { Timeout = 20_000 });
    }

    private async Task FillAsync(string entry, string id, string receipt, string account)
    {
        await Page.FillAsync("#receipt-sequence", entry);
        await Page.FillAsync("#receipt-id", id);
        await Page.FillAsync("#receipt-receipt", receipt);
        await Page.FillAsync("#receipt-account", account);
        await Page.Locator("[data-receipt-form] [type='submit']").ClickAsync();
    }
}
