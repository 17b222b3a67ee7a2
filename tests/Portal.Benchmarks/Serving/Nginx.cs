using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Portal.Benchmarks.Measuring;

namespace Portal.Benchmarks.Serving;

/// <summary>The yardstick of what is served: Debian's nginx with one worker and files, on a free port of the loopback.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nginx";

    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(10);

    private readonly Process _process;

    private Nginx(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>Serves files, each with the kind of content that is asked for.</summary>
    /// <exception cref="IOException">It is not installed or did not start.</exception>
    public static async Task<Nginx> StartAsync(ScratchFolder folder, IEnumerable<(string Name, byte[] Bytes, string ContentType)> files, CancellationToken cancellation)
    {
        if (!File.Exists(Program))
        {
            throw new IOException($"{Program} is not there: apt-get install nginx-light wrk");
        }

        var root = Directory.CreateDirectory(folder.File("nginx")).FullName;
        var types = new List<string>();
        foreach (var (name, bytes, contentType) in files)
        {
            await File.WriteAllBytesAsync(Path.Combine(root, name), bytes, cancellation);
            types.Add($"location = /{name} {{ types {{ }} default_type {contentType}; }}");
        }

        var port = FreePort();
        var settings = Path.Combine(root, "nginx.conf");
        await File.WriteAllTextAsync(
            settings,
            $$"""
            daemon off; worker_processes 1; pid {{root}}/pid; error_log {{root}}/error.log;
            events { worker_connections 1024; }
            http {
              access_log off; sendfile on; tcp_nodelay on; keepalive_requests 100000000;
              open_file_cache max=100; open_file_cache_valid 1m;
              client_body_temp_path {{root}}/body; proxy_temp_path {{root}}/proxy; fastcgi_temp_path {{root}}/fastcgi; uwsgi_temp_path {{root}}/uwsgi; scgi_temp_path {{root}}/scgi;
              server { listen 127.0.0.1:{{port.ToString(CultureInfo.InvariantCulture)}}; root {{root}}; {{string.Join(' ', types)}} }
            }
            """,
            cancellation);
        var start = new ProcessStartInfo(Program) { UseShellExecute = false, RedirectStandardError = true, ArgumentList = { "-c", settings, "-e", Path.Combine(root, "start.log") } };
        var nginx = new Nginx(Process.Start(start)!, new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"));
        await nginx.WaitAsync(cancellation);
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task WaitAsync(CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        while (!_process.HasExited && Stopwatch.GetElapsedTime(started) < StartMax)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Address.Port, cancellation);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
            }
        }

        await DisposeAsync();
        throw new IOException("nginx did not start.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
