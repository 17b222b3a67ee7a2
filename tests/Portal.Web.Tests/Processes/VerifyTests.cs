namespace Portal.Web.Tests.Processes;

/// <summary>What the portal publishes is what a stranger finds right.</summary>
public sealed class VerifyTests
{
    [Fact(Timeout = 300_000)]
    public async Task A_portal_that_settles_live_is_found_right_and_goes_on_being_so_after_a_power_failure()
    {
        using var folder = new ProcessFolder();
        var state = Path.Combine(folder.Path, "verify-state.json");
        for (var life = 1; life <= 2; life++)
        {
            await using var portal = await PortalProcess.ServeAsync(folder.Path, demo: true);
            var entriesBefore = folder.ReadLedger().Count;
            await PortalProcess.WaitAsync(() => Task.FromResult(folder.ReadLedger().Count > entriesBefore + 20), "the demo market to trade");

            string[] verify = ["verify", "--url", portal.Address!.ToString(), "--state", state];
            await PortalProcess.WaitAsync(async () => (await PortalProcess.RunAsync(folder.Path, verify)).ExitCode != 2, "the first checkpoint");
            var (exit, output) = await PortalProcess.RunAsync(folder.Path, verify);

            Assert.True(exit == 0, output);
            Assert.Contains("Everything is as published.", output, StringComparison.Ordinal);
            Assert.Contains("as in the check before", output, StringComparison.Ordinal);
            await portal.KillAsync();
        }

        Assert.True(File.Exists(state));
    }

    [Fact(Timeout = 120_000)]
    public async Task Where_no_portal_is_nothing_is_proved()
    {
        using var folder = new ProcessFolder();

        var (exit, output) = await PortalProcess.RunAsync(folder.Path, "verify", "--url", Path.Combine(folder.Path, "nowhere"));

        Assert.True(exit == 2, output);
    }
}
