using System.Globalization;

namespace Portal.Web.Tests.Processes;

public sealed class StandbyTests
{
    [Fact(Timeout = 300_000)]
    public async Task A_stand_by_takes_over_from_a_killed_worker_and_the_ledger_goes_on_without_a_gap()
    {
        using var folder = new ProcessFolder();
        await OpenAsync(folder, "btc", "BTC");
        var intake = await ProcessIntake.AddKeyAsync(folder);
        await using var first = await PortalProcess.ServeAsync(folder.Path, "worker");
        Assert.Equal("settled", await intake.SendAsync(first.Address!, "1"));
        await using var second = await PortalProcess.ServeAsync(folder.Path, "worker");
        Assert.Null(await intake.TrySendAsync(second.Address!, "2"));

        await first.KillAsync();

        Assert.Equal("duplicate", await intake.SendAsync(second.Address!, "1"));
        Assert.Equal("settled", await intake.SendAsync(second.Address!, "2"));
        Assert.Equal(2, folder.ReadLedger().Count(static entry => entry.Contains("\"kind\":\"liquidation\"", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_process_that_only_shows_follows_one_that_only_settles()
    {
        using var folder = new ProcessFolder();
        await OpenAsync(folder, "btc", "BTC");
        var intake = await ProcessIntake.AddKeyAsync(folder);
        await using var worker = await PortalProcess.ServeAsync(folder.Path, "worker");
        await using var web = await PortalProcess.ServeAsync(folder.Path, "web");
        using var client = new HttpClient { BaseAddress = web.Address };

        Assert.Equal("settled", await intake.SendAsync(worker.Address!, "1"));

        await PortalProcess.WaitAsync(
            async () => (await client.GetStringAsync(new Uri("/api/v1/funds/btc", UriKind.Relative))).Contains("\"balance\":\"999999.80000000\"", StringComparison.Ordinal),
            "the other process to show the new balance");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await client.PostAsync(new Uri("/api/intake/v1/liquidations", UriKind.Relative), content: null, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact(Timeout = 300_000)]
    public async Task Funds_are_opened_and_rates_set_while_a_worker_settles()
    {
        using var folder = new ProcessFolder();
        await OpenAsync(folder, "btc", "BTC");
        var intake = await ProcessIntake.AddKeyAsync(folder);
        await using var worker = await PortalProcess.ServeAsync(folder.Path, "worker");
        using var ending = new CancellationTokenSource();
        var sending = SendAllTheTimeAsync(intake, worker.Address!, ending.Token);

        await OpenAsync(folder, "usdt", "USDT");
        var (exit, output) = await PortalProcess.RunAsync(folder.Path, "rate", "set", "btc", "--share-ppm", "1000", "--reason", "A first rate");
        await ending.CancelAsync();
        var sent = await sending;

        Assert.True(exit == 0, output);
        Assert.True(sent > 0);
        var ledger = folder.ReadLedger();
        Assert.Equal(sent, ledger.Count(static entry => entry.Contains("\"kind\":\"liquidation\"", StringComparison.Ordinal)));
        Assert.Single(ledger, static entry => entry.Contains("\"kind\":\"rate\"", StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_replay_beside_a_worker_is_sent_to_it()
    {
        using var folder = new ProcessFolder();
        await OpenAsync(folder, "usdt", "USDT");
        var recording = folder.WriteForceOrders(500);
        await using var worker = await PortalProcess.ServeAsync(folder.Path, "worker");
        var intake = await ProcessIntake.AddKeyAsync(folder);
        await PortalProcess.WaitAsync(async () => await intake.TrySendAsync(worker.Address!, "probe") is not null, "the worker to settle");

        var (exit, output) = await PortalProcess.RunAsync(folder.Path, "replay", recording, "--format", "binance-force-orders", "--json");

        Assert.True(exit == 0, output);
        Assert.Contains("\"settled\": 500", output, StringComparison.Ordinal);
        Assert.Contains(folder.ReadLedger(), static entry => entry.Contains("\"replayed\":true", StringComparison.Ordinal));
    }

    private static async Task OpenAsync(ProcessFolder folder, string id, string asset)
    {
        var (exit, output) = await PortalProcess.RunAsync(
            folder.Path, "fund", "add", id, "--asset", asset, "--opening", "1000000", "--symbols", "*", "--opened", "2024-01-01T00:00:00Z");
        Assert.True(exit == 0, output);
    }

    private static async Task<int> SendAllTheTimeAsync(ProcessIntake intake, Uri portal, CancellationToken ending)
    {
        var sent = 0;
        while (!ending.IsCancellationRequested)
        {
            Assert.Equal("settled", await intake.SendAsync(portal, string.Create(CultureInfo.InvariantCulture, $"r{sent}")));
            sent++;
        }

        return sent;
    }
}
