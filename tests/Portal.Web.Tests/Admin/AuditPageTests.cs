using System.Net;
using System.Text.Json;
using Bunit;
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
        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Older").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("subject 20", page.FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_search_finds_what_one_person_did_or_one_action_and_refuses_both_at_once()
    {
        await using var admin = await AdminPortal.StartAsync();
        var viewer = await admin.OpenPageAsync(await admin.AddAsync("vera", PersonRole.Viewer));
        await WriteAsync(admin, 3);
        var reading = new AuditReading(viewer, admin.Get<AuditStore>());

        Assert.Equal(3, (await reading.ReadAsync(" writer ", "", null, Cancellation)).Value.Length);
        Assert.Equal(3, (await reading.ReadAsync(null, "test.done", null, Cancellation)).Value.Length);
        Assert.Empty((await reading.ReadAsync("nobody", null, null, Cancellation)).Value);
        Assert.Equal("one-of-two", (await reading.ReadAsync("writer", "test.done", null, Cancellation)).Problem?.Code);
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

    private async Task<IRenderedComponent<AuditPage>> OpenAsync(AdminPortal admin, TestPerson person)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
        Services.AddSingleton(new AuditReading(await admin.OpenPageAsync(person), admin.Get<AuditStore>()));
        return Render<AuditPage>();
    }
}
