using Portal.Web.Tests.Processes;

namespace Portal.Browser.Tests;

/// <summary>A portal as a stranger starts it first: an empty folder, the demo market.</summary>
public sealed class PortalWithDemo : IAsyncLifetime
{
    private readonly ProcessFolder _folder = new();
    private PortalProcess? _process;

    public Uri Address => _process?.Address ?? throw new InvalidOperationException("The portal has not been started.");

    public async ValueTask InitializeAsync()
    {
        _process = await PortalProcess.ServeAsync(_folder.Path, demo: true);
        await PortalProcess.WaitAsync(() => Task.FromResult(_folder.ReadLedger().Count(static entry => entry.Contains("\"kind\":\"liquidation\"", StringComparison.Ordinal)) >= 3), "the demo market to liquidate somebody");
    }

    /// <summary>The newest liquidation's page.</summary>
    public string LiquidationPath() =>
        $"liquidations/{_folder.ReadLedger().Index().Last(static pair => pair.Item.Contains("\"kind\":\"liquidation\"", StringComparison.Ordinal)).Index + 1}";

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }
}
