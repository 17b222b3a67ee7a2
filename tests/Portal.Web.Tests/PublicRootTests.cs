using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Web.Tests;

/// <summary>What every public page owes its reader, asked over HTTP.</summary>
public sealed partial class PublicRootTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_public_page_sets_no_cookie_and_runs_no_script_of_the_framework()
    {
        using var client = portal.CreateClient();

        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative), Cancellation);
        var page = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.DoesNotContain("blazor", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Styles_and_script_are_served_under_a_fingerprint_and_for_ever()
    {
        using var client = portal.CreateClient();
        var page = await client.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation);
        var addresses = AssetAddress().Matches(page).Select(match => match.Groups[1].Value).ToArray();

        Assert.Equal(2, addresses.Length);
        foreach (var address in addresses)
        {
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("immutable", answer.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("""(?:href|src)="(/assets/portal\.[a-z0-9]+\.(?:css|js))""")]
    private static partial Regex AssetAddress();
}
