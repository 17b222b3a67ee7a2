using System.Reflection;
using System.Runtime.CompilerServices;

namespace Portal.Benchmarks.Viewing;

/// <summary>The portal as it is, in a process that collects its garbage when a line comes in: only then can memory before and after be compared.</summary>
internal static class ViewedPortal
{
    /// <summary>What an answer begins with; the managed bytes follow.</summary>
    public const string Collected = "collected ";

    /// <summary>Serves until it is ended.</summary>
    public static int Serve(string[] settings)
    {
        new Thread(Listen) { IsBackground = true }.Start();
        return (int)Assembly.Load("Portal.Web").EntryPoint!.Invoke(null, [settings])!;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Listen()
    {
        while (Console.In.ReadLine() is not null)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            Console.WriteLine(Collected + GC.GetTotalMemory(forceFullCollection: false).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
