using System.Net;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests;

/// <summary>What a page's head holds comes from one place, so that nothing of it hides the rest.</summary>
public sealed class PageHeadTests
{
    [Theory(Timeout = 120_000)]
    [InlineData("/verify", "assets/verify")]
    [InlineData("/receipt", "assets/receipt")]
    public async Task A_page_has_its_own_script_and_says_what_it_is(string path, string script)
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.ShownAsync();

        using var answer = await portal.GetAsync(path);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(script, page, StringComparison.Ordinal);
        Assert.Contains("rel=\"canonical\"", page, StringComparison.Ordinal);
        Assert.Contains("name=\"description\"", page, StringComparison.Ordinal);
    }
}
