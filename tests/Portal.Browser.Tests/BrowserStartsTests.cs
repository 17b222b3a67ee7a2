namespace Portal.Browser.Tests;

public sealed class BrowserStartsTests(PortalBrowser chromium)
{
    [Fact(Timeout = 60_000)]
    public async Task A_blank_page_opens()
    {
        await using var visitor = await chromium.Browser.NewContextAsync();
        var page = await visitor.NewPageAsync();

        await page.GotoAsync("about:blank");

        Assert.Equal("about:blank", page.Url);
    }
}
