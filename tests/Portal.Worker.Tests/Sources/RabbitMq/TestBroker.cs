using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Portal.Worker.Tests.Settling;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

[assembly: AssemblyFixture(typeof(Portal.Worker.Tests.Sources.RabbitMq.TestBroker))]

namespace Portal.Worker.Tests.Sources.RabbitMq;

/// <summary>A RabbitMQ server of the tests' own: free ports on the loopback, its own name, cookie and folder. Started by the first test that asks for it.</summary>
public sealed class TestBroker : IAsyncDisposable
{
    private const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-broker-").FullName;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly int _port = FreePort();
    private readonly int _namesPort = FreePort();
    private readonly int _distributionPort = FreePort();
    private Process? _names;
    private Process? _server;

    public string Uri => string.Create(CultureInfo.InvariantCulture, $"amqp://guest:guest@127.0.0.1:{_port}/");

    /// <summary>Starts it unless it runs; skips the test where there is no server.</summary>
    public async Task StartAsync()
    {
        Assert.SkipUnless(File.Exists(Server), "RabbitMQ's server is not installed here (Debian: rabbitmq-server).");
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_server is null or { HasExited: true })
            {
                _names ??= Run("epmd", "-port", Text(_namesPort), "-address", "127.0.0.1");
                _server = Run(Server);
                await UntilAnswersAsync();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends it as a machine that is shut down would.</summary>
    public async Task StopAsync()
    {
        if (_server is null)
        {
            return;
        }

        // The script in between waits for the server, whose own number it wrote down.
        var pidFile = Path.Combine(_folder, "pid");
        if (File.Exists(pidFile) && int.TryParse(await File.ReadAllTextAsync(pidFile), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
        {
            using var kill = Process.Start("kill", ["-TERM", Text(pid)]);
            await kill.WaitForExitAsync().WaitAsync(TestSettlement.Limit);
        }

        await _server.WaitForExitAsync().WaitAsync(TestSettlement.Limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        End(_server);
        _server = null;
    }

    /// <summary>A queue of its own for one test, and somebody who writes to it.</summary>
    public async Task<TestQueue> OpenQueueAsync()
    {
        await StartAsync();
        return await TestQueue.OpenAsync(this, $"q-{Guid.NewGuid():N}");
    }

    internal async Task<IConnection> ConnectAsync() =>
        await new ConnectionFactory { Uri = new Uri(Uri), AutomaticRecoveryEnabled = false }.CreateConnectionAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        End(_names);
        _gate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task UntilAnswersAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = await ConnectAsync();
                return;
            }
            catch (BrokerUnreachableException) when (TimeProvider.System.GetElapsedTime(began) < StartMax && _server is { HasExited: false })
            {
                await Task.Delay(200, TestContext.Current.CancellationToken);
            }
        }
    }

    private Process Run(string program, params string[] arguments)
    {
        var configuration = Path.Combine(_folder, "rabbitmq.conf");
        File.WriteAllText(configuration, $"listeners.tcp.1 = 127.0.0.1:{Text(_port)}\n");
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            // The cookie lies in the home.
            ["HOME"] = _folder,
            ["ERL_EPMD_PORT"] = Text(_namesPort),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = $"portal-test-{Text(_port)}@localhost",
            ["RABBITMQ_DIST_PORT"] = Text(_distributionPort),
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder, "data"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder, "log"),
            ["RABBITMQ_CONFIG_FILE"] = configuration,
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder, "plugins"),
            ["RABBITMQ_PID_FILE"] = Path.Combine(_folder, "pid"),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
        })
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void End(Process? process)
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(TestSettlement.Limit);
        }

        process?.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A durable queue and its writer.</summary>
public sealed class TestQueue : IAsyncDisposable
{
    private readonly TestBroker _broker;

    private TestQueue(TestBroker broker, string name) => (_broker, Name) = (broker, name);

    public string Name { get; }

    public string Uri => _broker.Uri;

    public static async Task<TestQueue> OpenAsync(TestBroker broker, string name)
    {
        var queue = new TestQueue(broker, name);
        await queue.WithAsync(channel => channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false));
        return queue;
    }

    /// <summary>Publishes messages for good: the broker has confirmed them.</summary>
    public Task PublishAsync(params string[] bodies) => PublishAsAsync("liquidations", [.. bodies.Select(Encoding.UTF8.GetBytes)]);

    /// <summary>Publishes messages of a kind; null leaves the header away.</summary>
    public Task PublishAsAsync(string? kind, params byte[][] bodies) => WithAsync(async channel =>
    {
        foreach (var body in bodies)
        {
            var properties = new BasicProperties { Persistent = true };
            if (kind is not null)
            {
                properties.Headers = new Dictionary<string, object?> { ["kind"] = kind };
            }

            await channel.BasicPublishAsync(string.Empty, Name, mandatory: true, properties, body);
        }

        return bodies.Length;
    });

    /// <summary>Messages that wait for a consumer, without those on their way.</summary>
    public async Task<(uint Ready, uint Consumers)> LookAsync()
    {
        var found = await WithAsync(channel => channel.QueueDeclarePassiveAsync(Name));
        return (found.MessageCount, found.ConsumerCount);
    }

    public async ValueTask DisposeAsync() => await WithAsync(channel => channel.QueueDeleteAsync(Name));

    private async Task<T> WithAsync<T>(Func<IChannel, Task<T>> act)
    {
        await using var connection = await _broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        return await act(channel);
    }
}
