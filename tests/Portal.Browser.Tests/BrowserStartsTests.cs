namespace Portal.Browser.Tests;

public sealed class BrowserStartsTests(PortalBrowser chromium) : BrowserTest(chromium)
{
    [Fact(Timeout = TimeoutMs)]
    public async Task A_blank_page_opens()
    {
        await Page.GotoAsync("about:blank");

        Assert.Equal("about:blank", Page.Url);
    }
}
