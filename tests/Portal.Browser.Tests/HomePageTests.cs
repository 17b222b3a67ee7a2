using Deque.AxeCore.Playwright;

namespace Portal.Browser.Tests;

public sealed class HomePageTests(PortalBrowser chromium, PortalSite site) : IClassFixture<PortalSite>
{
    [Fact(Timeout = 60_000)]
    public async Task The_first_page_loads_all_it_names_and_axe_finds_nothing_wrong()
    {
        await using var visitor = await chromium.Browser.NewContextAsync();
        var page = await visitor.NewPageAsync();
        List<string> failed = [];
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && !response.Url.EndsWith("/favicon.ico", StringComparison.Ordinal))
            {
                failed.Add($"{response.Status} {response.Url}");
            }
        };

        await page.GotoAsync(site.Address.ToString());
        var found = await page.RunAxe();

        Assert.Empty(failed);
        Assert.Empty(found.Violations.Select(violation => violation.Id));
    }
}
