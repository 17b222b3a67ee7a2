using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Portal.Benchmarks.Measuring;
using Portal.Settlement;
using Portal.Verify;
using Portal.Verify.Checking;

namespace Portal.Benchmarks.Verifying;

/// <summary>A stranger's whole check of a log from its files, against reading the same files and taking one bare SHA-256 of each.</summary>
internal static class VerifyBenchmark
{
    private const int BytesOfEntry = 1_000;
    private const double AimSeconds = 60;
    private const int AimEntries = 1_000_000;

    public static async Task RunAsync(BenchmarkArguments arguments, CancellationToken cancellation)
    {
        var entries = arguments.Number("entries", otherwise: 1_000_000, least: 1_000, most: 10_000_000);
        var rounds = arguments.Number("rounds", otherwise: 3, least: 1, most: 100);
        using var scratch = ScratchFolder.Make(arguments.Text("folder"), (long)entries * BytesOfEntry);
        var folder = scratch.File("log");
        var started = Stopwatch.GetTimestamp();
        var log = new PublishedLog(folder);
        var key = log.Write(entries, cancellation);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{entries:#,0} entries, {log.EntryBytes / 1e6:#,0} MB, made in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s; the operating system has them in its cache as it sees fit."));

        var request = new VerifyRequest { Location = folder, Key = key };
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        var wall = new Comparison("Whole check", "bare SHA-256 of the same files on one core", "entries/s");
        var processor = new Comparison("  by processor time", "bare SHA-256", "entries/s");
        for (var round = -1; round < rounds; round++)
        {
            var check = await TimeAsync(() => CheckAsync(request, cancellation));
            var bare = await TimeAsync(() => HashAsync(files, cancellation));
            if (round >= 0)
            {
                wall.Add(entries / check.Wall.TotalSeconds, entries / bare.Wall.TotalSeconds);
                processor.Add(entries / check.Processor.TotalSeconds, entries / bare.Processor.TotalSeconds);
            }
        }

        wall.Print();
        processor.Print();
        var seconds = AimEntries / wall.Figure;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Aim: {AimEntries:#,0} entries within {AimSeconds:0} s; here {seconds:0.0} s: {(seconds <= AimSeconds ? "reached" : "MISSED")}"));
        await MeasureAgainAsync(request with { StateFile = scratch.File("state") }, cancellation);
        Console.WriteLine($"Load afterwards: {Machine.Load()}; largest memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB.");
    }

    private static async Task MeasureAgainAsync(VerifyRequest request, CancellationToken cancellation)
    {
        await CheckAsync(request, cancellation);
        var again = await TimeAsync(() => CheckAsync(request, cancellation));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"The next check, of a log that did not grow: {again.Wall.TotalMilliseconds:0} ms; its state has {new FileInfo(request.StateFile!).Length / 1e3:0} KB."));
    }

    private static async Task<LapTime> TimeAsync(Func<Task> run)
    {
        var lap = Lap.Start();
        await run();
        return lap.Stop();
    }

    private static async Task CheckAsync(VerifyRequest request, CancellationToken cancellation)
    {
        var report = await VerifyRun.CheckAsync(request, new Unseen(), TimeProvider.System, cancellation);
        Invariant.Holds(report.IsSound, "The log that was made is sound.");
    }

    private static async Task HashAsync(string[] files, CancellationToken cancellation)
    {
        foreach (var file in files)
        {
            SHA256.HashData(await File.ReadAllBytesAsync(file, cancellation));
        }
    }

    private sealed class Unseen : IProgress<CheckProgress>
    {
        public void Report(CheckProgress value)
        {
        }
    }
}
