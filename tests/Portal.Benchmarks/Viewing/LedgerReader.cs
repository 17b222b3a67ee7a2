using System.Diagnostics;
using System.Globalization;
using Portal.Benchmarks.Measuring;
using Portal.Benchmarks.Pushing;

namespace Portal.Benchmarks.Viewing;

/// <summary>The portal in a process of its own that shows a ledger and settles nothing.</summary>
internal static class LedgerReader
{
    /// <summary>Ten thousand entries are more than a day: charts of a day are as full as those of a long ledger.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);

    /// <summary>Starts it and waits until it shows the ledger.</summary>
    public static async Task<ChildProcess> ServeAsync(ScratchFolder folder, string file, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var child = await ChildProcess.StartAsync(
            "Portal.Web.dll",
            folder.Path,
            address =>
            [
                "--urls", address.ToString(), "--Portal:Roles=web", $"--Portal:Database:ConnectionString=Data Source={file}", $"--Portal:Secrets:KeyFile={folder.File("master.key")}",
                "--Portal:Limits:RequestsPerAddress=1000000", "--Logging:LogLevel:Default=Warning",
            ],
            "/readyz",
            cancellation);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}: shown {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s after its process was started."));
        return child;
    }
}
