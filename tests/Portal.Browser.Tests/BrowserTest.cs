using Microsoft.Playwright;

namespace Portal.Browser.Tests;

/// <summary>A test with a visitor of its own. When it fails, a screenshot and a trace are kept.</summary>
public abstract class BrowserTest(PortalBrowser chromium) : IAsyncLifetime
{
    /// <summary>How long one test may take.</summary>
    public const int TimeoutMs = 60_000;

    /// <summary>Names the folder for screenshots and traces.</summary>
    private const string ArtifactsVariable = "PORTAL_TEST_ARTIFACTS";

    private readonly List<string> _complaints = [];
    private IBrowserContext? _visitor;
    private IPage? _page;

    protected IPage Page => _page ?? throw new InvalidOperationException("The page has not been opened.");

    /// <summary>Errors of scripts and answers of 400 and above since the test began.</summary>
    protected IReadOnlyList<string> Complaints => _complaints;

    public async ValueTask InitializeAsync()
    {
        _visitor = await chromium.NewVisitorAsync();
        await _visitor.Tracing.StartAsync(new TracingStartOptions { Screenshots = true, Snapshots = true });
        _page = await _visitor.NewPageAsync();
        _page.PageError += (_, error) => _complaints.Add(error);
        _page.Response += (_, response) =>
        {
            // Chromium asks for it by itself.
            if (response.Status >= 400 && !response.Url.EndsWith("/favicon.ico", StringComparison.Ordinal))
            {
                _complaints.Add($"{response.Status} {response.Url}");
            }
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_visitor is not null)
        {
            await KeepWhatFailedAsync(_visitor);
            await _visitor.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private async Task KeepWhatFailedAsync(IBrowserContext visitor)
    {
        if (TestContext.Current.TestState?.Result is not TestResult.Failed)
        {
            await visitor.Tracing.StopAsync();
            return;
        }

        var folder = Environment.GetEnvironmentVariable(ArtifactsVariable) ?? Path.Combine(AppContext.BaseDirectory, "TestResults");
        var name = Path.Combine(folder, TestContext.Current.Test?.UniqueID ?? Path.GetRandomFileName());
        await visitor.Tracing.StopAsync(new TracingStopOptions { Path = $"{name}.zip" });
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = $"{name}.png", FullPage = true });
        TestContext.Current.SendDiagnosticMessage("Kept {0}.png and {0}.zip of {1}.", name, TestContext.Current.Test?.TestDisplayName ?? "a test");
    }
}
