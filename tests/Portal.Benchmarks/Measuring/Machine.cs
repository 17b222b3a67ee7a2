using System.Runtime.InteropServices;

namespace Portal.Benchmarks.Measuring;

/// <summary>Says on what, and beside how much else, something was measured: figures without that mean little.</summary>
internal static class Machine
{
    private const string LoadFile = "/proc/loadavg";

    /// <summary>Prints it.</summary>
    public static void Describe()
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, load {Load()}");
#if DEBUG
        Console.WriteLine("This is a Debug build: its figures mean nothing. Run it with -c Release.");
#endif
    }

    /// <summary>How many threads were running or waiting to run, on average over the last 1, 5 and 15 minutes.</summary>
    public static string Load() => File.Exists(LoadFile) ? string.Join(' ', File.ReadAllText(LoadFile).Split(' ')[..3]) : "unknown";
}
