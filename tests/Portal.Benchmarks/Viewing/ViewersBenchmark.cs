using System.Globalization;
using Portal.Benchmarks.Measuring;
using Portal.Benchmarks.Pushing;
using Portal.Benchmarks.Settling;

namespace Portal.Benchmarks.Viewing;

/// <summary>What each open page costs the server in memory, with real connections to the hub that are told of every change.</summary>
internal static class ViewersBenchmark
{
    private const int AimBytes = 64 * 1024;
    private const int Rate = 50;

    private static readonly TimeSpan Traffic = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(BenchmarkArguments arguments, CancellationToken cancellation)
    {
        var viewers = arguments.Number("viewers", otherwise: 2_000, least: 10, most: 8_000);
        var topic = arguments.Text("topic") ?? "page:overview:en";
        using var folder = ScratchFolder.Make(arguments.Text("folder"), 200_000_000);
        await using var portal = await ServedPortal.StartAsync(
            folder, "Portal.Benchmarks.dll", ["viewed", "--applicationName=Portal.Web"], cancellation, $"--Portal:Limits:ConnectionsPerAddress={2 * viewers}");
        using var sender = new IntakeSender(portal.Child.Address, portal.Secret, new LiquidationMix(randomIds: true, Environment.TickCount));

        // Code is compiled, pools are filled and what a portal keeps whoever looks is there before anything is counted.
        await using (await HubFollowers.OpenAsync(portal.Child.Address, Math.Min(100, viewers), 0, topic, cancellation))
        {
            await sender.SendAsync(Rate, Traffic, cancellation);
        }

        var before = await MemoryAsync(portal.Child, cancellation);
        await using var followers = await HubFollowers.OpenAsync(portal.Child.Address, viewers, 0, topic, cancellation);
        await sender.SendAsync(Rate, Traffic, cancellation);
        var busy = portal.Child.ResidentBytes;
        var after = await MemoryAsync(portal.Child, cancellation);
        var perViewer = (after.Resident - before.Resident) / viewers;
        Console.WriteLine($"{viewers:#,0} connections to {topic}, {Rate} liquidations a second for {Traffic.TotalSeconds:0} s, loopback. Resident before {before.Resident:#,0} bytes, while pushed to {busy:#,0}, after a collection {after.Resident:#,0}; managed {before.Managed:#,0} and {after.Managed:#,0}.");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Per viewer: {perViewer:#,0} bytes resident after a collection, {(after.Managed - before.Managed) / viewers:#,0} managed, {(busy - before.Resident) / viewers:#,0} resident while pushed to; aim {AimBytes:#,0}: {(perViewer <= AimBytes ? "reached" : "MISSED")}. Load afterwards: {Machine.Load()}"));
    }

    private static async Task<(long Managed, long Resident)> MemoryAsync(ChildProcess child, CancellationToken cancellation)
    {
        var managed = await child.AskAsync("collect", ViewedPortal.Collected, cancellation);
        return (long.Parse(managed, NumberStyles.None, CultureInfo.InvariantCulture), child.ResidentBytes);
    }
}
