using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Portal.Benchmarks.Pushing;

/// <summary>A server in a process of its own, on a free port of the loopback; ended with this one.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private ChildProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>How much processor time it took so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>How much memory of the machine it has just now.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Says a line to it and waits for the answer, a line that begins as told; returns the rest of that.</summary>
    /// <exception cref="IOException">It did not answer in time.</exception>
    public async Task<string> AskAsync(string line, string answer, CancellationToken cancellation)
    {
        var before = _output.Count(said => said.StartsWith(answer, StringComparison.Ordinal));
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellation);
        await _process.StandardInput.FlushAsync(cancellation);
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < StartMax)
        {
            if (_output.Where(said => said.StartsWith(answer, StringComparison.Ordinal)).ElementAtOrDefault(before) is { } said)
            {
                return said[answer.Length..];
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
        }

        throw new IOException($"The server did not answer '{line}'.");
    }

    /// <summary>Starts an assembly beside this program and waits until it answers at a path.</summary>
    /// <exception cref="IOException">It ended or did not answer in time.</exception>
    public static async Task<ChildProcess> StartAsync(
        string assembly, string folder, Func<Uri, IEnumerable<string>> arguments, string answersAt, CancellationToken cancellation)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, assembly));
        foreach (var argument in arguments(address))
        {
            start.ArgumentList.Add(argument);
        }

        var child = new ChildProcess(new Process { StartInfo = start }, address);
        child._process.OutputDataReceived += (_, line) => child._output.Enqueue(line.Data ?? string.Empty);
        child._process.ErrorDataReceived += (_, line) => child._output.Enqueue(line.Data ?? string.Empty);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        try
        {
            await child.WaitAsync(answersAt, cancellation);
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task WaitAsync(string answersAt, CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = Address };
        var started = Stopwatch.GetTimestamp();
        while (!_process.HasExited && Stopwatch.GetElapsedTime(started) < StartMax)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(answersAt, UriKind.Relative), cancellation);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not there yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
        }

        throw new IOException($"The server did not answer. It said: {string.Join('\n', _output)}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
