using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Features.Events;

namespace Portal.Web.Tests;

/// <summary>What a visitor sees of a page that failed.</summary>
public sealed class ErrorPageTests(SamplePortal portal) : IClassFixture<SamplePortal>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/events", "en", "This page could not be put together", "/")]
    [InlineData("/zh-Hans/events", "zh-Hans", "页面无法生成", "/zh-Hans/")]
    public async Task A_page_that_fails_says_so_in_its_own_language(string address, string language, string heading, string basePath)
    {
        await using var failing = portal.WithWebHostBuilder(static builder => builder.ConfigureTestServices(static services =>
            services.AddSingleton<IEventViews>(static _ => throw new InvalidOperationException("The events can't be read."))));
        using var client = failing.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);

        var page = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains($"<html lang=\"{language}\"", page, StringComparison.Ordinal);
        Assert.Contains(heading, page, StringComparison.Ordinal);
        Assert.Contains($"<base href=\"{basePath}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("The events can't be read.", page, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
    }
}
