namespace Portal.Web.Tests;

/// <summary>Whether browsers are told to stay with https.</summary>
public sealed class StrictTransportTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    [Theory]
    [InlineData("https://fund.example/", true)]
    [InlineData("http://fund.example/", false)]
    [InlineData("https://localhost/", false)]
    [InlineData("https://127.0.0.1/", false)]
    public async Task Browsers_are_told_on_https_and_never_about_a_machine_of_their_own(string address, bool isTold)
    {
        using var client = portal.CreateClient(new Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactoryClientOptions { BaseAddress = new Uri(address) });

        using var answer = await client.GetAsync(new Uri("/robots.txt", UriKind.Relative), TestContext.Current.CancellationToken);

        answer.EnsureSuccessStatusCode();
        Assert.Equal(isTold, answer.Headers.TryGetValues("Strict-Transport-Security", out var told) && told.Single() == "max-age=31536000");
    }
}
