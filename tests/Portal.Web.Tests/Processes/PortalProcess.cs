using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Portal.Web.Tests.Processes;

/// <summary>The portal as an operator starts it: a process of its own in a folder of its own. Killed at the end if it still runs.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private PortalProcess(Process process) => _process = process;

    /// <summary>Where it answers; null for a verb.</summary>
    public Uri? Address { get; private init; }

    public string Output => string.Join('\n', _output);

    public bool HasExited => _process.HasExited;

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, params string[] arguments)
    {
        await using var process = Start(folder, arguments, address: null);
        using var limit = new CancellationTokenSource(Limit);
        await process._process.WaitForExitAsync(limit.Token);
        return (process._process.ExitCode, process.Output);
    }

    /// <summary>Starts a verb and leaves it running.</summary>
    public static PortalProcess StartVerb(string folder, params string[] arguments) => Start(folder, arguments, address: null);

    /// <summary>Serves on a free port and waits until it answers.</summary>
    public static async Task<PortalProcess> ServeAsync(string folder, string roles = "web,worker", Uri? at = null, bool demo = false, params string[] settings)
    {
        var address = at ?? new Uri($"http://127.0.0.1:{FreePort()}");
        var portal = Start(folder, ["--urls", address.ToString(), $"--Portal:Roles={roles}", $"--Portal:Demo:Enabled={demo}", .. settings], address);
        using var client = new HttpClient { BaseAddress = address };
        await WaitAsync(
            async () =>
            {
                Assert.False(portal.HasExited, portal.Output);
                using var answer = await client.GetAsync(new Uri("/healthz", UriKind.Relative));
                return true;
            },
            "the portal to answer");
        return portal;
    }

    /// <summary>Waits for something to come true; what can't connect yet is tried again.</summary>
    public static async Task WaitAsync(Func<Task<bool>> isSo, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < Limit)
        {
            try
            {
                if (await isSo())
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not there yet.
            }

            await Task.Delay(50);
        }

        Assert.Fail($"Waited {Limit} for {what}.");
    }

    /// <summary>Ends it as a power failure would: no handler of its own runs.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        using var limit = new CancellationTokenSource(Limit);
        await _process.WaitForExitAsync(limit.Token);
    }

    /// <summary>Asks it to stop, as an operator's service manager does, and waits until it has.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        return await WaitForExitAsync();
    }

    public async Task<int> WaitForExitAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static PortalProcess Start(string folder, string[] arguments, Uri? address)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Portal.Web.dll"));
        Array.ForEach(arguments, start.ArgumentList.Add);
        var portal = new PortalProcess(new Process { StartInfo = start }) { Address = address };
        portal._process.OutputDataReceived += (_, line) => portal._output.Enqueue(line.Data ?? string.Empty);
        portal._process.ErrorDataReceived += (_, line) => portal._output.Enqueue(line.Data ?? string.Empty);
        portal._process.Start();
        portal._process.BeginOutputReadLine();
        portal._process.BeginErrorReadLine();
        return portal;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
