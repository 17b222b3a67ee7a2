using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text.Json;

namespace Portal.Verify.Tests;

/// <summary>The program as a stranger runs it.</summary>
public sealed class ProgramTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_sound_log_ends_with_0_and_says_so()
    {
        using var log = TestLog.OfQuiet(300);

        var (exit, output, error) = await RunAsync(log.Folder);

        Assert.Equal(0, exit);
        Assert.Contains("Everything is as published. 300 entries", output, StringComparison.Ordinal);
        Assert.Contains(TestLog.Key.Verifier.ToString(), output, StringComparison.Ordinal);
        Assert.Contains("trusted on first use", output, StringComparison.Ordinal);
        Assert.Contains("usdt", output, StringComparison.Ordinal);
        Assert.Contains("300 of 300 entries", error, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_is_not_sound_ends_with_1_and_the_entry()
    {
        using var log = TestLog.OfQuiet(300);
        (log.Entries[41], log.Entries[42]) = (log.Entries[42], log.Entries[41]);
        log.Publish();

        var (exit, output, _) = await RunAsync(log.Folder);

        Assert.Equal(1, exit);
        Assert.Contains("This log is NOT sound.", output, StringComparison.Ordinal);
        Assert.Contains("Entry 42: says that it is entry 43", output, StringComparison.Ordinal);
        Assert.Contains("the operator signed exactly this", output, StringComparison.Ordinal);
        Assert.Contains("Balances before entry 42", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/no/such/folder")]
    [InlineData("ftp://localhost")]
    [InlineData("http://localhost:1")]
    [InlineData("--unknown")]
    [InlineData("x", "--key", "y")]
    [InlineData]
    public async Task What_can_not_be_checked_ends_with_2(params string[] arguments)
    {
        var (exit, output, error) = await RunAsync(arguments);

        Assert.Equal(2, exit);
        Assert.NotEmpty(error);
        Assert.DoesNotContain("Everything is as published", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_reads_the_report_as_json()
    {
        using var log = TestLog.OfQuiet(300);
        var kept = log.NewFolder();

        var (exit, output, error) = await RunAsync(log.Folder, "--json", "--state", log.StateFile, "--save", kept, "--key", TestLog.Key.Verifier.ToString());

        Assert.Equal((0, string.Empty), (exit, error));
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        Assert.True(root.GetProperty("sound").GetBoolean());
        Assert.Equal((300, "given"), (root.GetProperty("size").GetInt64(), root.GetProperty("keyTrust").GetString()));
        Assert.Equal(("usdt", 2), (root.GetProperty("funds")[0].GetProperty("id").GetString(), root.GetProperty("funds")[0].GetProperty("balance").GetString()!.Split('.')[1].Length));
        Assert.Equal(298, root.GetProperty("entries").GetProperty("liquidation").GetInt64());
        Assert.True(File.Exists(log.StateFile));
        Assert.True(File.Exists(Path.Combine(kept, "checkpoint")));

        log.Entries.RemoveAt(299);
        log.Publish();
        (exit, output, _) = await RunAsync(log.Folder, "--json", "--state", log.StateFile);
        Assert.Equal(1, exit);
        using var second = JsonDocument.Parse(output);
        Assert.Equal("shrunk", second.RootElement.GetProperty("findings")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_web_server_may_pack_what_it_serves()
    {
        using var log = TestLog.OfQuiet(700);
        using var listener = new HttpListener();
        var address = $"http://localhost:{FreePort()}/";
        listener.Prefixes.Add(address);
        listener.Start();
        var serving = ServePackedAsync(listener, log.Folder);

        var (exit, output, error) = await RunAsync(address);

        listener.Stop();
        await serving.WaitAsync(Timeout, TestContext.Current.CancellationToken);
        Assert.True(exit == 0, error);
        Assert.Contains("Everything is as published. 700 entries", output, StringComparison.Ordinal);
    }

    private static async Task ServePackedAsync(HttpListener listener, string folder)
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var response = context.Response;
            var file = Path.Combine(folder, context.Request.Url!.AbsolutePath["/log/".Length..]);
            if (!File.Exists(file))
            {
                response.StatusCode = (int)HttpStatusCode.NotFound;
                continue;
            }

            Assert.Contains("gzip", context.Request.Headers["Accept-Encoding"], StringComparison.Ordinal);
            response.Headers["Content-Encoding"] = "gzip";
            await using var packed = new GZipStream(response.OutputStream, CompressionLevel.Fastest);
            await packed.WriteAsync(await File.ReadAllBytesAsync(file));
        }
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Portal.Verify.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            timeout.CancelAfter(Timeout);
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
