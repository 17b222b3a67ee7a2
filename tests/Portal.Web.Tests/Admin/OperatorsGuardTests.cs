using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Web.Hosting;

namespace Portal.Web.Tests.Admin;

/// <summary>From where operators' pages can be asked, and by whose pages.</summary>
public sealed class OperatorsGuardTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData("http://evil.example")]
    [InlineData("http://neighbour.127.0.0.1")]
    [InlineData("null")]
    public async Task What_another_sites_page_sends_with_an_operators_cookie_is_refused(string origin)
    {
        await using var admin = await AdminPortal.StartAsync();
        var browser = await admin.SignInAsync(await admin.AddAsync("alice"));

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/admin/sign-out", origin)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", origin)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, await OpenSocketAsync(browser, origin));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/admin")).Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_portals_own_pages_may_post_and_open_a_circuit_and_a_socket_without_an_origin_is_nobodys()
    {
        await using var admin = await AdminPortal.StartAsync();
        var browser = await admin.SignInAsync(await admin.AddAsync("alice"));
        var own = browser.Address.GetLeftPart(UriPartial.Authority);

        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", own)).Status);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await OpenSocketAsync(browser, own));
        Assert.Equal(HttpStatusCode.Forbidden, await OpenSocketAsync(browser, origin: null));
        Assert.Equal(HttpStatusCode.Unauthorized, await OpenSocketAsync(admin.Browser(), own));
    }

    [Fact(Timeout = 120_000)]
    public async Task Behind_a_proxy_that_nobody_named_operators_are_told_which_setting_is_missing_and_the_public_is_served()
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.Portal.ShownAsync();
        using var request = Forwarded("/admin/sign-in");

        using var answer = await admin.Portal.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Portal:KnownProxies", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var open = Forwarded("/rates");
        Assert.Equal(HttpStatusCode.OK, (await admin.Portal.Client.SendAsync(open, Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("http", "127.0.0.1", false, true)]
    [InlineData("http", "::1", false, true)]
    [InlineData("http", "192.0.2.7", false, false)]
    [InlineData("http", "192.0.2.7", true, true)]
    [InlineData("https", "192.0.2.7", false, true)]
    public async Task Over_http_the_pages_are_for_this_machine_unless_it_is_allowed(string scheme, string visitor, bool allowHttp, bool isServed)
    {
        var guard = new OperatorsGuard(new PublicAddress(new ConfigurationBuilder().Build()), Options.Create(new AdminHostOptions { AllowHttp = allowHttp }));
        var context = ContextOf(scheme, visitor);
        var served = false;

        await guard.InvokeAsync(context, _ =>
        {
            served = true;
            return Task.CompletedTask;
        });

        Assert.Equal(isServed, served);
        Assert.Equal(isServed ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden, context.Response.StatusCode);
    }

    [Fact]
    public async Task Behind_a_proxy_with_a_named_address_that_address_is_the_portals_own()
    {
        var named = new ConfigurationBuilder().AddInMemoryCollection([new("Portal:Address", "https://fund.exchange.example/portal/")]).Build();
        var guard = new OperatorsGuard(new PublicAddress(named), Options.Create(new AdminHostOptions()));
        foreach (var (origin, expected) in ((string, int)[])[("https://fund.exchange.example", 200), ("https://internal:8080", 403)])
        {
            var context = ContextOf("https", "192.0.2.7");
            (context.Request.Method, context.Request.Headers.Origin) = ("POST", origin);

            await guard.InvokeAsync(context, static _ => Task.CompletedTask);

            Assert.Equal(expected, context.Response.StatusCode);
        }
    }

    private static DefaultHttpContext ContextOf(string scheme, string visitor)
    {
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        (context.Request.Scheme, context.Request.Host, context.Request.Path, context.Request.Method) = (scheme, new HostString("internal:8080"), "/admin/sign-in", "GET");
        context.Connection.RemoteIpAddress = IPAddress.Parse(visitor);
        return context;
    }

    private static HttpRequestMessage Forwarded(string path) =>
        new(HttpMethod.Get, new Uri(path, UriKind.Relative)) { Headers = { { "X-Forwarded-Proto", "https" }, { "X-Forwarded-For", "192.0.2.7" } } };

    private static async Task<HttpStatusCode> OpenSocketAsync(AdminBrowser browser, string? origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.Cookies = browser.Cookies;
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        try
        {
            await socket.ConnectAsync(new Uri($"ws://{browser.Address.Authority}/_blazor"), Cancellation);
        }
        catch (WebSocketException)
        {
            // What the server answered says it.
        }

        return socket.HttpStatusCode;
    }
}
