using System.Runtime.InteropServices;
using Portal.Benchmarks.Checking;
using Portal.Benchmarks.Growing;
using Portal.Benchmarks.Measuring;
using Portal.Benchmarks.Publishing;
using Portal.Benchmarks.Pushing;
using Portal.Benchmarks.Serving;
using Portal.Benchmarks.Settling;
using Portal.Benchmarks.Streaming;
using Portal.Benchmarks.Verifying;
using Portal.Benchmarks.Viewing;

const int CouldNotRun = 2;
const string Usage = """
    Usage: dotnet run -c Release --project tests/Portal.Benchmarks -- <name> [options]

      settle  durable liquidations a second from the intake queue to the commit, against bare prepared inserts of the same rows
              --events 50000  --batch 1000  --rounds 7  --ids ordered|random  --folder <on a real disk>
      check   margin checks and fund draws a second on one core, against the same arithmetic in bare Int128
              --rounds 9  --seconds 0.5
      grow    settling and reading at growing ledger sizes, against the bare inserts and against a ledger of 10,000 entries
              --entries 1000000  --ids ordered|random|both  --events 20000  --rounds 5  --folder <on a real disk>
      push    from the commit to the changed text in every open page, against a raw broadcast of the same bytes
              --connections 1000  --clients 10  --rate 200  --seconds 10  --rounds 3  --topic page:overview:en  --folder <on a real disk>
      stream  from the commit to every reader of the event stream, against raw events of the same bytes
              --viewers 5000  --rate 4  --window-ms 250  --topics funds,liquidations  --seconds 15  --rounds 3  --folder <on a real disk>
      serve   answers a second of the API, a badge and the first page, against nginx with the same bytes (needs Debian's nginx and wrk)
              --rounds 5  --seconds 3  --folder <on a real disk>
      publish what the transparency log costs: settling with and without it, leaf hashes, and one checkpoint on a long ledger
              --events 50000  --rounds 7  --entries 1000000  --checkpoints 200  --folder <on a real disk>
      site    how long a server takes for each public page of a long ledger, nothing kept, against a ledger of 10,000 entries; the weight of the first page
              --entries 1000000  --requests 200  --folder <on a real disk>
      paint   when a new visitor in Chromium sees the largest part of each page, nothing cached, against a bare heading
              --entries 10000  --rounds 10  --folder <on a real disk>
      viewers what an open page costs the server in memory
              --viewers 2000  --topic page:overview:en  --folder <on a real disk>
      verify  a stranger's whole check of a log from its files, against bare SHA-256 of the same files
              --entries 1000000  --rounds 3  --folder <on a real disk>
    """;

if (args is ["viewed", .. var settings])
{
    // What viewers starts as its portal.
    return ViewedPortal.Serve(settings);
}

BenchmarkArguments arguments;
try
{
    arguments = BenchmarkArguments.Read(args);
}
catch (UsageException fault)
{
    Console.Error.WriteLine(fault.Message);
    Console.Error.WriteLine(Usage);
    return CouldNotRun;
}

if (arguments.Name == "broadcast")
{
    // What push starts as the server of its yardstick.
    return await RawBroadcast.ServeAsync(arguments);
}

using var stopping = new CancellationTokenSource();

// Folders are deleted on the way out, whoever asks to leave.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}

using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    Machine.Describe();
    switch (arguments.Name)
    {
        case "settle":
            await SettleBenchmark.RunAsync(arguments, stopping.Token);
            return 0;
        case "check":
            CheckBenchmark.Run(arguments);
            return 0;
        case "grow":
            await GrowBenchmark.RunAsync(arguments, stopping.Token);
            return 0;
        case "push":
            await PushBenchmark.RunAsync(arguments, stopping.Token);
            return 0;
        case "stream":
            await StreamBenchmark.RunAsync(arguments, stopping.Token);
            return 0;
        case "serve":
            await ServeBenchmark.RunAsync(arguments, stopping.Token);
            return 0;
        case "publish":
            await PublishBenchmark.RunAsync(arguments, stopping.Token);
            return 0;
        case "site":
            await SiteBenchmark.RunAsync(arguments, stopping.Token);
            return 0;
        case "paint":
            await PaintBenchmark.RunAsync(arguments, stopping.Token);
            return 0;
        case "viewers":
            await ViewersBenchmark.RunAsync(arguments, stopping.Token);
            return 0;
        case "verify":
            await VerifyBenchmark.RunAsync(arguments, stopping.Token);
            return 0;
        default:
            Console.Error.WriteLine(Usage);
            return CouldNotRun;
    }
}
catch (Exception fault) when (fault is UsageException or IOException or OperationCanceledException)
{
    Console.Error.WriteLine(fault.Message);
    return CouldNotRun;
}
