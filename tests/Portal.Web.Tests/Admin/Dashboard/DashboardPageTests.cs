using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Admin.Dashboard;
using Portal.Admin.Pages.Dashboard;
using Portal.Admin.Sessions;
using Portal.Storage.Leases;
using Portal.Storage.Operations;
using Portal.Storage.People;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Admin.Dashboard;

/// <summary>The operators' first page over a real database.</summary>
public sealed class DashboardPageTests : BunitContext
{
    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_new_portal_without_a_worker_says_how_to_begin()
    {
        await using var admin = await AdminPortal.StartAsync();
        var page = await OpenAsync(admin);

        Assert.Equal("One thing needs you now", page.Find("#health").TextContent);
        Assert.NotNull(page.Find("[data-alert=no-holder]"));
        Assert.Contains("fund add", page.Find(".health").TextContent, StringComparison.Ordinal);
        Assert.Contains("No process has left a sample", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Nothing is known yet.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("vera", page.Find(".admin-facts").TextContent, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_portal_at_work_is_well_and_shows_its_processes_and_its_last_hours()
    {
        await using var admin = await AdminPortal.StartAsync();
        await WorkAsync(admin);
        var page = await OpenAsync(admin);

        Assert.Equal("All is well", page.Find("#health").TextContent);
        Assert.Empty(page.FindAll(".alert"));
        Assert.Equal(["100 records/s", "12 wait", "current", "listening…", "complete", "4.0 GiB"], page.FindAll(".tile-figure").Select(figure => figure.TextContent.Trim()));
        Assert.Equal(["settles, shows pages", "shows pages"], page.FindAll("tbody tr td:nth-child(2)").Where(cell => cell.TextContent.Contains("pages", StringComparison.Ordinal)).Select(cell => cell.TextContent));
        Assert.Contains("highest 1,500 at 11:59", page.FindAll(".trend figcaption")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Last 30 commits, highest 30 at 11:59", page.FindAll(".trend").Single(chart => chart.TextContent.Contains("Commits a minute", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        Assert.All(page.FindAll(".trend"), chart => Assert.Equal(12, chart.QuerySelectorAll("tbody tr").Length));
        Assert.All(page.FindAll("svg"), chart => Assert.False(string.IsNullOrEmpty(chart.GetAttribute("aria-label"))));
    }

    [Fact(Timeout = 120_000)]
    public async Task An_open_page_sees_the_worker_go_without_being_reloaded()
    {
        await using var admin = await AdminPortal.StartAsync();
        await WorkAsync(admin);
        var page = await OpenAsync(admin, isInteractive: true);
        Assert.Equal("All is well", page.Find("#health").TextContent);

        Assert.True(await admin.Get<LeaseStore>().ReleaseAsync("node-a:17:3f", 1, Cancellation));

        await page.WaitForAssertionAsync(() => Assert.NotNull(page.Find("[data-alert=no-holder]")), TimeSpan.FromSeconds(30));
        Assert.Equal("One thing needs you now", page.Find("#health").TextContent);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_page_that_looks_by_itself_keeps_no_session_alive_and_ends_with_it()
    {
        await using var admin = await AdminPortal.StartAsync();
        await WorkAsync(admin);
        var page = await OpenAsync(admin, isInteractive: true);
        Assert.NotEmpty(page.FindAll(".tile"));

        admin.Portal.Clock.Now += AdminSessions.IdleMax + TimeSpan.FromMinutes(1);

        await page.WaitForAssertionAsync(() => Assert.Contains("Your session is over", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.Empty(page.FindAll(".tile"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Everybody_inside_sees_it_and_nobody_else()
    {
        await using var admin = await AdminPortal.StartAsync();
        var browser = await admin.SignInAsync(await admin.AddAsync("vera", PersonRole.Viewer));

        Assert.Contains("id=\"health\"", (await browser.GetAsync("/admin")).Page, StringComparison.Ordinal);
        Assert.NotEqual(System.Net.HttpStatusCode.OK, (await admin.Browser().GetAsync("/admin")).Status);
    }

    private static async Task WorkAsync(AdminPortal admin)
    {
        await admin.Portal.Market.OpenAsync("usdt", "USDT", "1000");
        await admin.Portal.PublishAsync();
        Assert.Equal(1, await admin.Get<LeaseStore>().TryTakeAsync("node-a:17:3f", "http://node-a:5080", 0, 0, Cancellation));
        var (samples, now) = (admin.Get<ProcessSampleStore>(), admin.Portal.Clock.Now);
        foreach (var at in new[] { now.AddSeconds(-30), now })
        {
            var worker = SampleFigures.Process("node-a:17", "web,worker", at) with { IsSettling = 1, Settled = 1_500, Commits = 30, QueueRecords = 12 };
            await samples.AddAsync(worker, Cancellation);
            await samples.AddAsync(SampleFigures.Process("node-b:4", "web", at), Cancellation);
        }

        await samples.AddAsync(SampleFigures.Process("node-c:9", "web", now) with { IsLast = 1 }, Cancellation);
    }

    private async Task<IRenderedComponent<DashboardPage>> OpenAsync(AdminPortal admin, bool isInteractive = false)
    {
        var viewer = await admin.AddAsync("vera", PersonRole.Viewer);
        Services.AddSingleton(await admin.OpenPageAsync(viewer));
        Services.AddSingleton(admin.Get<DashboardReading>());
        Services.AddSingleton(admin.Get<IOptions<AlertThresholds>>());
        Services.AddSingleton<TimeProvider>(admin.Portal.Clock);
        SetRendererInfo(new RendererInfo("Server", isInteractive));
        var page = Render<DashboardPage>(parameters => parameters.Add(shown => shown.RefreshPause, TimeSpan.FromMilliseconds(200)));
        await page.WaitForElementAsync("#health");
        return page;
    }
}
