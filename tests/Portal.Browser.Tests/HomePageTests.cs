using Deque.AxeCore.Playwright;

namespace Portal.Browser.Tests;

public sealed class HomePageTests(PortalBrowser chromium, PortalSite site) : BrowserTest(chromium), IClassFixture<PortalSite>
{
    [Fact(Timeout = TimeoutMs)]
    public async Task The_first_page_loads_all_it_names_and_axe_finds_nothing_wrong()
    {
        await Page.GotoAsync(site.Address.ToString());
        var found = await Page.RunAxe();

        Assert.Empty(Complaints);
        Assert.Empty(found.Violations.Select(violation => violation.Id));
    }
}
