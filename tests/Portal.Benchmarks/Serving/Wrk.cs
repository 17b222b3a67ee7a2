using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Benchmarks.Serving;

/// <summary>Debian's wrk: asks one address as fast as it is answered, with one thread.</summary>
internal static partial class Wrk
{
    private const string Program = "/usr/bin/wrk";
    private const int Connections = 32;

    /// <summary>Answers a second.</summary>
    /// <exception cref="IOException">It is not installed, or was answered with errors.</exception>
    public static async Task<double> AskAsync(Uri address, TimeSpan time, CancellationToken cancellation)
    {
        if (!File.Exists(Program))
        {
            throw new IOException($"{Program} is not there: apt-get install nginx-light wrk");
        }

        var start = new ProcessStartInfo(Program) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var argument in new[] { "-t1", $"-c{Connections}", string.Create(CultureInfo.InvariantCulture, $"-d{(int)Math.Ceiling(time.TotalSeconds)}s"), address.ToString() })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return RequestsPerSecond().Match(said) is { Success: true } found && !said.Contains("Non-2xx", StringComparison.Ordinal)
            ? double.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : throw new IOException($"{address} could not be asked: {said}");
    }

    [GeneratedRegex(@"Requests/sec:\s*([0-9.]+)")]
    private static partial Regex RequestsPerSecond();
}
