using System.Globalization;
using System.Text.Json;
using Portal.Web.Tests.Processes;

namespace Portal.Browser.Tests;

/// <summary>A portal that an operator runs: a BTC fund of 10 that takes every symbol, a key for the engine, real processes.</summary>
public sealed class PortalOfOperator : IAsyncLifetime
{
    private readonly ProcessFolder _folder = new();
    private ProcessIntake? _intake;
    private PortalProcess? _process;

    public Uri Address => _process?.Address ?? throw new InvalidOperationException("The portal has not been started.");

    public async ValueTask InitializeAsync()
    {
        await RunAsync("fund", "add", "btc", "--asset", "BTC", "--opening", "10", "--name", "Bitcoin fund", "--symbols", "*");
        _intake = await ProcessIntake.AddKeyAsync(_folder);
        _process = await PortalProcess.ServeAsync(_folder.Path);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }

    /// <summary>Settles a liquidation and returns when its sender has the answer.</summary>
    public async Task SettleAsync(string id)
    {
        var status = await (_intake ?? throw new InvalidOperationException("There is no key.")).SendAsync(Address, id);
        Assert.Equal("settled", status);
    }

    /// <summary>Sends records of a kind, a JSON array, and returns when their sender has the answer: all of them taken.</summary>
    public async Task SendAsync(string kind, string records)
    {
        var results = await (_intake ?? throw new InvalidOperationException("There is no key.")).PostAsync(Address, kind, records);
        Assert.All(results.EnumerateArray(), static result => Assert.Contains(result.GetProperty("status").GetString(), (string[])["settled", "taken"]));
    }

    /// <summary>Settles a liquidation with figures of its own.</summary>
    public async Task SettleAsync(string id, string margin, string loss) =>
        Assert.Equal("settled", await (_intake ?? throw new InvalidOperationException("There is no key.")).TrySendAsync(Address, id, margin, loss));

    /// <summary>Sets the share of fees that goes to the fund, from now on, while the portal runs.</summary>
    public Task SetRateAsync(int sharePpm) => RunAsync("rate", "set", "btc", "--share-ppm", sharePpm.ToString(CultureInfo.InvariantCulture), "--reason", "A share of all fees");

    /// <summary>Settles a liquidation of an account and returns what its owner gets.</summary>
    public Task<(long Sequence, string Receipt)> SettleOfAsync(string id, string account) =>
        (_intake ?? throw new InvalidOperationException("There is no key.")).SendOfAsync(Address, id, account);

    /// <summary>Returns when the newest checkpoint covers everything that was settled.</summary>
    public Task WaitForCheckpointAsync() => PortalProcess.WaitAsync(
        async () =>
        {
            using var client = new HttpClient { BaseAddress = Address };
            var note = await client.GetStringAsync(new Uri("/log/checkpoint", UriKind.Relative));
            return note.Split('\n')[1] == _folder.ReadLedger().Count.ToString(CultureInfo.InvariantCulture);
        },
        "the checkpoint to cover the ledger");

    /// <summary>Returns when the pages show everything that was settled.</summary>
    public Task WaitUntilShownAsync() => PortalProcess.WaitAsync(
        async () =>
        {
            using var client = new HttpClient { BaseAddress = Address };
            using var status = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/status", UriKind.Relative)));
            return status.RootElement.GetProperty("sequence").GetInt64() == _folder.ReadLedger().Count;
        },
        "the pages to show the ledger");

    /// <summary>The database's file, for those who break into it.</summary>
    public string DatabasePath => Path.Combine(_folder.Path, "data", "portal.db");

    /// <summary>Starts it again without a worker: it shows what there is and signs nothing.</summary>
    public async Task RestartForReadersAsync() => _process = await PortalProcess.ServeAsync(_folder.Path, roles: "web", at: Address);

    public async Task KillAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    /// <summary>Starts it again where it was.</summary>
    public async Task RestartAsync() => _process = await PortalProcess.ServeAsync(_folder.Path, at: Address);

    /// <summary>Replays deficits of which the fund can't pay all: 4 BTC a row.</summary>
    public async Task ReplayDeficitsAsync()
    {
        var file = _folder.File("deficits.csv");
        await File.WriteAllLinesAsync(file, ["coin,time,deficit", .. Enumerable.Range(0, 4).Select(static row => $"ROW{row},2026-01-01T00:00:0{row}Z,4")]);
        await RunAsync("replay", file, "--format", "deficits", "--column", "deficit=deficit", "--column", "symbol=coin", "--column", "time=time", "--fund", "btc");
    }

    private async Task RunAsync(params string[] arguments)
    {
        var (exit, output) = await PortalProcess.RunAsync(_folder.Path, arguments);
        Assert.True(exit == 0, output);
    }
}
