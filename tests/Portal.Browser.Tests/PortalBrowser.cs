using Microsoft.Playwright;

namespace Portal.Browser.Tests;

/// <summary>One Chromium for all tests. Each test opens a context of its own, as a new visitor would.</summary>
public sealed class PortalBrowser : IAsyncLifetime
{
    /// <summary>Names another browser than Debian's.</summary>
    private const string PathVariable = "PORTAL_TEST_CHROMIUM";

    private const string DebianPath = "/usr/bin/chromium";
    private const float StartMsMax = 60_000;

    // A busy machine may take seconds for what is there at once on a quiet one, and what is read from the database comes every other second.
    private const float ExpectMsMax = 30_000;

    /// <summary>A name for this machine that browsers don't trust as they trust its loopback address: what is served there without TLS has no WebCrypto.</summary>
    public const string PlainHost = "plain.test";

    private static readonly string[] Arguments =
    [
        $"--host-resolver-rules=MAP {PlainHost} 127.0.0.1",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A new visitor: nothing remembered, nothing cached.</summary>
    public Task<IBrowserContext> NewVisitorAsync(BrowserNewContextOptions? options = null) =>
        _browser?.NewContextAsync(options) ?? throw new InvalidOperationException("The browser has not been started.");

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(ExpectMsMax);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = ExecutablePath(),
            Args = Arguments,
            Timeout = StartMsMax,
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>The named browser, else Debian's, else (null) the one that Playwright has installed.</summary>
    private static string? ExecutablePath() =>
        Environment.GetEnvironmentVariable(PathVariable) ?? (File.Exists(DebianPath) ? DebianPath : null);
}
