using Microsoft.Playwright;

namespace Portal.Browser.Tests;

/// <summary>A test with a visitor of its own. When it fails, a screenshot is kept, and a trace where a folder for them is named.</summary>
public abstract class BrowserTest(PortalBrowser chromium) : IAsyncLifetime
{
    /// <summary>How long one test may take.</summary>
    public const int TimeoutMs = 60_000;

    /// <summary>Names the folder for screenshots and traces.</summary>
    private const string ArtifactsVariable = "PORTAL_TEST_ARTIFACTS";

    // Tracing takes a picture of every step: a large part of what a test costs.
    private static readonly string? Artifacts = Environment.GetEnvironmentVariable(ArtifactsVariable) is { Length: > 0 } folder ? folder : null;

    private readonly List<string> _complaints = [];
    private IBrowserContext? _visitor;
    private IPage? _page;

    protected IPage Page => _page ?? throw new InvalidOperationException("The page has not been opened.");

    /// <summary>Errors of scripts and answers of 400 and above since the test began.</summary>
    protected IReadOnlyList<string> Complaints => _complaints;

    public virtual async ValueTask InitializeAsync()
    {
        _visitor = await chromium.NewVisitorAsync();
        if (Artifacts is not null)
        {
            await _visitor.Tracing.StartAsync(new TracingStartOptions { Screenshots = true, Snapshots = true });
        }

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

    public virtual async ValueTask DisposeAsync()
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
            return;
        }

        var name = Path.Combine(Artifacts ?? Path.Combine(AppContext.BaseDirectory, "TestResults"), TestContext.Current.Test?.UniqueID ?? Path.GetRandomFileName());
        if (Artifacts is not null)
        {
            await visitor.Tracing.StopAsync(new TracingStopOptions { Path = $"{name}.zip" });
        }

        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = $"{name}.png", FullPage = true });
        TestContext.Current.SendDiagnosticMessage("Kept {0}.png of {1}.", name, TestContext.Current.Test?.TestDisplayName ?? "a test");
    }
}
