namespace Portal.Web.Tests.Processes;

public sealed class CrashTests
{
    private const int Orders = 20_000;

    [Fact(Timeout = 300_000)]
    public async Task A_replay_killed_again_and_again_ends_with_the_ledger_of_an_undisturbed_one_byte_for_byte()
    {
        using var undisturbed = new ProcessFolder();
        using var disturbed = new ProcessFolder();
        var recording = undisturbed.WriteForceOrders(Orders);
        await OpenAsync(undisturbed);
        await OpenAsync(disturbed);
        var (exit, output) = await ReplayAsync(undisturbed, recording);
        Assert.True(exit == 0, output);

        var random = new Random(20_261_122);
        var kills = 0;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await using var replay = PortalProcess.StartVerb(disturbed.Path, Arguments(recording));
            var started = disturbed.ReadLedger().Count;
            await PortalProcess.WaitAsync(() => Task.FromResult(replay.HasExited || disturbed.ReadLedger().Count > started), "the replay to settle something");
            await Task.Delay(random.Next(0, 150), TestContext.Current.CancellationToken);
            kills += replay.HasExited ? 0 : 1;
            await replay.KillAsync();
        }

        (exit, output) = await ReplayAsync(disturbed, recording);

        Assert.True(exit == 0, output);
        Assert.True(kills > 0, "Every replay was faster than its killer.");
        Assert.Equal(undisturbed.ReadLedger(), disturbed.ReadLedger());
    }

    private static async Task OpenAsync(ProcessFolder folder)
    {
        folder.WriteMasterSecret();
        var (exit, output) = await PortalProcess.RunAsync(
            folder.Path, "fund", "add", "usdt", "--asset", "USDT", "--opening", "5000", "--floor", "10", "--symbols", "*", "--opened", "2024-01-01T00:00:00Z");
        Assert.True(exit == 0, output);
    }

    private static string[] Arguments(string recording) => ["replay", recording, "--format", "binance-force-orders", "--speed", "max"];

    private static Task<(int ExitCode, string Output)> ReplayAsync(ProcessFolder folder, string recording) => PortalProcess.RunAsync(folder.Path, Arguments(recording));
}
