using System.Security.Cryptography;
using System.Text;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Admin.Pages.Quarantine;
using Portal.Admin.Quarantine;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;
using Portal.Storage.People;
using Portal.Storage.Proposals;
using Radzen;
using QuarantinePage = Portal.Admin.Pages.Quarantine.QuarantinePage;

namespace Portal.Web.Tests.Admin;

/// <summary>The list of what could not be settled.</summary>
public sealed class QuarantinePageTests : BunitContext
{
    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task What_is_open_is_listed_newest_first_with_counts_for_each_source_and_older_goes_on()
    {
        await using var admin = await AdminPortal.StartAsync();
        await KeepAsync(admin, [.. Enumerable.Range(1, 60).Select(number => Arrival("engine", $"L-{number}")), Arrival("other", string.Empty)]);
        var page = await OpenAsync(admin);

        await page.WaitForAssertionAsync(() => Assert.Equal(QuarantineReading.PageSize, Rows(page).Count));
        Assert.Equal("none that can be read", Rows(page)[0].QuerySelector("td[data-label='Id at the sender']")!.TextContent);
        Assert.Equal("L-60", Rows(page)[1].QuerySelector("td[data-label='Id at the sender']")!.TextContent);
        Assert.Equal(["engine60", "other1"], page.FindAll("[aria-label='Counts per source'] tbody tr").Select(row => row.QuerySelector("th")!.TextContent + row.QuerySelectorAll("td")[0].TextContent));
        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Older").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Equal(11, Rows(page).Count));
        Assert.Equal("L-1", Rows(page)[^1].QuerySelector("td[data-label='Id at the sender']")!.TextContent);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Trim() == "Older");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_search_holds_together_and_older_goes_on_with_it_whatever_is_typed_meanwhile()
    {
        await using var admin = await AdminPortal.StartAsync();
        await KeepAsync(admin, [.. Enumerable.Range(1, 55).Select(number => Arrival("engine", $"L-{number}")), Arrival("other", "L-3")]);
        var page = await OpenAsync(admin);

        await page.WaitForElement("input[name=source]").ChangeAsync(" engine ");
        await page.Find("input[name=problem-code]").ChangeAsync("negative-margin");
        await SearchAsync(page);
        await page.WaitForAssertionAsync(() => Assert.All(Rows(page), row => Assert.Equal("engine", row.QuerySelector("td[data-label=Source]")!.TextContent)));
        await page.Find("input[name=source]").ChangeAsync("other");
        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Older").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal(5, Rows(page).Count));
        Assert.All(Rows(page), row => Assert.Equal("engine", row.QuerySelector("td[data-label=Source]")!.TextContent));

        await page.Find("input[name=external-id]").ChangeAsync("L-3");
        await SearchAsync(page);
        await page.WaitForAssertionAsync(() => Assert.Equal("other", Assert.Single(Rows(page)).QuerySelector("td[data-label=Source]")!.TextContent));
        await page.Find("input[name=external-id]").ChangeAsync("L-4");
        await SearchAsync(page);
        await page.WaitForAssertionAsync(() => Assert.Contains("Nothing found.", page.Markup, StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task Who_is_shut_out_while_the_page_is_open_reads_no_more_of_it()
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.AddAsync("root");
        await KeepAsync(admin, [Arrival("engine", "L-1")]);
        var page = await OpenAsync(admin);
        await page.WaitForAssertionAsync(() => Assert.Single(Rows(page)));
        var person = await admin.Get<PersonStore>().FindByEmailAsync("VERA@EXAMPLE.ORG", Cancellation);
        var audit = new Portal.Storage.Audit.AuditDraft(admin.Portal.Clock.Now, "root", "test", "person.disabled", "vera");
        await admin.Get<PersonStore>().DisableAsync(new PersonChange(person!.PersonId, "another-stamp", audit), Cancellation);

        await SearchAsync(page);

        await page.WaitForAssertionAsync(() => Assert.Contains("no longer signed in", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("L-1", page.Markup, StringComparison.Ordinal);
    }

    private static IReadOnlyList<AngleSharp.Dom.IElement> Rows(IRenderedComponent<QuarantinePage> page) => page.FindAll("[aria-label=Records] tbody tr");

    private static Task SearchAsync(IRenderedComponent<QuarantinePage> page) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == "Search").ClickAsync(new());

    private static QuarantineArrival Arrival(string source, string id)
    {
        var payload = Encoding.UTF8.GetBytes($"{source} {id}");
        return new QuarantineArrival(
            source, 0, Encoding.ASCII.GetBytes(id), QuarantineRow.Rejected, "negative-margin", "margin", "is negative.", SHA256.HashData(payload), payload, StoredSequence: null, SeenAtMs: 1);
    }

    private static Task<AppendOutcome> KeepAsync(AdminPortal admin, QuarantineArrival[] arrivals) =>
        admin.Get<LedgerStore>().AppendAsync(new LedgerAppend { ExpectedSequence = 0, TreeEdge = [], Quarantined = [.. arrivals], Sources = [new SourceChange("engine", 1)] }, Cancellation);

    private async Task<IRenderedComponent<QuarantinePage>> OpenAsync(AdminPortal admin)
    {
        var current = await admin.OpenPageAsync(await admin.AddAsync("vera", PersonRole.Viewer));
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
        Services.AddSingleton(ActivatorUtilities.CreateInstance<QuarantineReading>(admin.Portal.Services, current));
        return Render<QuarantinePage>();
    }
}
