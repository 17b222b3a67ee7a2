using System.Net;
using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Admin.Audit;
using Portal.Admin.Pages.Audit;
using Portal.Storage.Audit;
using Portal.Storage.Database;
using Portal.Storage.People;
using Radzen;

namespace Portal.Web.Tests.Admin;

/// <summary>Reading, searching, checking and taking away who did what.</summary>
public sealed class AuditPageTests : BunitContext
{
    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Everybody_inside_reads_the_newest_first_and_goes_back_page_by_page()
    {
        await using var admin = await AdminPortal.StartAsync();
        var viewer = await admin.AddAsync("vera", PersonRole.Viewer);
        await WriteAsync(admin, 70);
        var page = await OpenAsync(admin, viewer);

        await page.WaitForAssertionAsync(() => Assert.Equal(AuditReading.PageRows, page.FindAll("tbody tr").Count));
        Assert.Contains("subject 70", page.FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal);
        Services.GetRequiredService<NavigationManager>().NavigateTo(page.FindAll("a").Single(link => link.TextContent == "Older").GetAttribute("href")!);

        await page.WaitForAssertionAsync(() => Assert.Contains("subject 20", page.FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_looked_for_stands_in_the_address_and_holds_together()
    {
        await using var admin = await AdminPortal.StartAsync();
        var viewer = await admin.AddAsync("vera", PersonRole.Viewer);
        await WriteAsync(admin, 3);
        var hour = admin.Portal.Clock.Now.AddHours(1).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);

        var page = await OpenAsync(admin, viewer, $"admin/audit?person=writer&action=test.done&subject=subject%202&until={hour}");

        await page.WaitForAssertionAsync(() => Assert.Equal("subject 2", Assert.Single(page.FindAll("tbody tr")).QuerySelectorAll("td")[5].TextContent.Trim()));
        Assert.Equal("subject 2", page.Find("input[name=audit-subject]").GetAttribute("value"));
        Assert.Equal($"admin/audit.csv?person=writer&action=test.done&subject=subject%202&until={Uri.EscapeDataString(hour)}", page.Find("a[href*='audit.csv']").GetAttribute("href"));
        Assert.Equal("admin/audit", page.FindAll("a").Single(link => link.TextContent == "Everything, newest first").GetAttribute("href"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_search_that_is_typed_leads_to_its_address_and_an_empty_one_says_so()
    {
        await using var admin = await AdminPortal.StartAsync();
        var page = await OpenAsync(admin, await admin.AddAsync("vera", PersonRole.Viewer));

        await page.Find("input[name=audit-subject]").ChangeAsync("proposal 17");
        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Search").ClickAsync(new());

        Assert.EndsWith("/admin/audit?subject=proposal%2017", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        await page.WaitForAssertionAsync(() => Assert.Equal("Nothing was found.", page.Find("p[role=status]").TextContent));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("from=yesterday", "audit-from-problem", "'yesterday' is no time")]
    [InlineData("until=2026-13-01", "audit-until-problem", "is no time")]
    [InlineData("from=2026-02-01&until=2026-01-01", "audit-until-problem", "has to lie after")]
    public async Task What_is_wrong_is_said_beside_its_field_and_nothing_is_read(string query, string place, string expected)
    {
        await using var admin = await AdminPortal.StartAsync();
        var page = await OpenAsync(admin, await admin.AddAsync("vera", PersonRole.Viewer), $"admin/audit?{query}");

        await page.WaitForAssertionAsync(() => Assert.Contains(expected, page.Find($"#{place}").TextContent, StringComparison.Ordinal));
        Assert.Equal("true", page.Find($"input[aria-describedby={place}]").GetAttribute("aria-invalid"));
        Assert.Empty(page.FindAll("tbody tr, a[href*='audit.csv']"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_row_leads_to_what_it_was_done_to_and_to_its_entry()
    {
        await using var admin = await AdminPortal.StartAsync();
        var audit = admin.Get<AuditStore>();
        var viewer = await admin.AddAsync("vera", PersonRole.Viewer);
        await audit.AppendAsync(new AuditDraft(admin.Portal.Clock.Now, "alice", "::1", "proposal.done", "proposal 17 (rate usdt)", """{"sequence":204}"""), Cancellation);
        await audit.AppendAsync(new AuditDraft(admin.Portal.Clock.Now, "alice", "::1", "source.paused", "mirror:okx"), Cancellation);

        var page = await OpenAsync(admin, viewer, "admin/audit?person=alice");

        await page.WaitForAssertionAsync(() => Assert.Equal(
            ["admin/sources#source-mirror-okx-name", "admin/proposals/17", "/entries/204"], page.FindAll("tbody a").Select(link => link.GetAttribute("href"))));
    }

    [Fact(Timeout = 120_000)]
    public async Task Files_of_a_search_hold_what_it_finds_and_refuse_what_the_page_refuses()
    {
        await using var admin = await AdminPortal.StartAsync();
        var browser = await admin.SignInAsync(await admin.AddAsync("vera", PersonRole.Viewer));
        await WriteAsync(admin, 1_100);

        var found = await browser.GetAsync("/admin/audit.ndjson?person=writer&subject=subject%201");
        var refused = await browser.GetAsync("/admin/audit.csv?from=2026-02-01&until=2026-01-01");

        var rows = found.Page.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(212, rows.Length);
        Assert.All(rows, row => Assert.StartsWith("subject 1", row.GetProperty("subject").GetString(), StringComparison.Ordinal));
        Assert.Equal(rows.Select(row => row.GetProperty("sequence").GetInt64()).Order(), rows.Select(row => row.GetProperty("sequence").GetInt64()));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("\"field\":\"until\"", refused.Page, StringComparison.Ordinal);
        var noted = (await admin.Get<AuditStore>().ReadPageAsync("vera", "audit.exported", null, 5, Cancellation))[0];
        Assert.Equal("""{"person":"writer","subject":"subject 1"}""", noted.Details);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_row_that_was_changed_past_the_portal_breaks_the_chain()
    {
        await using var admin = await AdminPortal.StartAsync();
        var viewer = await admin.AddAsync("vera", PersonRole.Viewer);
        await WriteAsync(admin, 5);
        var page = await OpenAsync(admin, viewer);
        await CheckAsync(page);
        await page.WaitForAssertionAsync(() => Assert.Contains("Every row follows", page.Markup, StringComparison.Ordinal));
        var changed = (await admin.Get<AuditStore>().ReadPageAsync("writer", null, null, 5, Cancellation))[2].Sequence;

        Tamper(admin, $"DROP TRIGGER audit_entry_is_not_changed; UPDATE audit_entry SET subject = 'somebody else' WHERE sequence = {changed}");
        await CheckAsync(page);

        await page.WaitForAssertionAsync(() => Assert.Contains($"Row {changed} does not follow", page.Markup, StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task Both_files_hold_every_row_in_order_and_that_they_were_taken_away()
    {
        await using var admin = await AdminPortal.StartAsync();
        var browser = await admin.SignInAsync(await admin.AddAsync("vera", PersonRole.Viewer));
        await admin.Get<AuditStore>().AppendAsync(new AuditDraft(admin.Portal.Clock.Now, "writer", "=1+1", "test.done", "say \"hello\", world"), Cancellation);
        await WriteAsync(admin, 600);

        var lines = (await browser.GetAsync("/admin/audit.ndjson")).Page.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var csv = await browser.GetAsync("/admin/audit.csv");

        var rows = lines.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(Enumerable.Range(1, rows.Length), rows.Select(row => row.GetProperty("sequence").GetInt32()));
        Assert.Equal(("vera", "audit.exported", "ndjson"), Told(rows[^1]));
        Assert.Equal(rows.Length + 2, csv.Page.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("\"'=1+1\",\"test.done\",\"say \"\"hello\"\", world\"", csv.Page, StringComparison.Ordinal);
        Assert.Equal("attachment; filename=audit.csv", csv.Message.Content.Headers.ContentDisposition?.ToString().Replace("\"", string.Empty, StringComparison.Ordinal));
        Assert.True(csv.Message.Headers.CacheControl?.NoStore);
    }

    [Fact(Timeout = 120_000)]
    public async Task Nobody_outside_gets_any_of_it()
    {
        await using var admin = await AdminPortal.StartAsync();
        var browser = admin.Browser();

        foreach (var path in (string[])["/admin/audit", "/admin/audit.csv", "/admin/audit.ndjson"])
        {
            Assert.NotEqual(HttpStatusCode.OK, (await browser.GetAsync(path)).Status);
        }
    }

    private static (string?, string?, string?) Told(JsonElement row) =>
        (row.GetProperty("person").GetString(), row.GetProperty("action").GetString(), row.GetProperty("subject").GetString());

    private static Task CheckAsync(IRenderedComponent<AuditPage> page) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == "Check the chain").ClickAsync(new());

    private static async Task WriteAsync(AdminPortal admin, int count)
    {
        for (var number = 1; number <= count; number++)
        {
            await admin.Get<AuditStore>().AppendAsync(
                new AuditDraft(admin.Portal.Clock.Now, "writer", "local", "test.done", $"subject {number}"), Cancellation);
        }
    }

    private static void Tamper(AdminPortal admin, string statements)
    {
        using var connection = new SqliteConnection(admin.Get<IOptions<DatabaseOptions>>().Value.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }

    private async Task<IRenderedComponent<AuditPage>> OpenAsync(AdminPortal admin, TestPerson person, string address = "admin/audit")
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
        Services.AddSingleton(new AuditReading(await admin.OpenPageAsync(person), admin.Get<AuditStore>(), admin.Get<PersonStore>()));
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<AuditPage>();
    }
}
