using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Admin;
using Portal.Benchmarks.Pushing;
using Portal.Storage.Ledger;
using Portal.Storage.Schema;
using Portal.Storage.TransparencyLog;
using Portal.Web.Hosting;
using Portal.Web.Live;
using Portal.Worker.Publishing;

namespace Portal.Web.Tests.Live;

/// <summary>The portal without its worker on a port of its own, with a database of its own and a clock that the test sets.</summary>
public sealed class LivePortal : IAsyncDisposable
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private LivePortal(WebApplication app, DirectoryInfo folder, TestClock clock, KeptLog log)
    {
        (_app, _folder, Clock, Log) = (app, folder, clock, log);
        Market = ActivatorUtilities.CreateInstance<TestMarket>(app.Services, clock);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First(static address => address.StartsWith("http:", StringComparison.Ordinal))), Timeout = PatienceMax };
    }

    public TestClock Clock { get; }

    /// <summary>What it wrote from warnings on.</summary>
    public KeptLog Log { get; }

    public TestMarket Market { get; }

    public HttpClient Client { get; }

    /// <summary>Everywhere it listens.</summary>
    public IEnumerable<string> Addresses => _app.Urls;

    public IServiceProvider Services => _app.Services;

    public LiveState State => Services.GetRequiredService<LiveState>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<LivePortal> StartAsync(params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("portal-web-");
        var clock = new TestClock();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ApplicationName = "Portal.Web", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(
        [
            new("Portal:Database:ConnectionString", $"Data Source={Path.Combine(folder.FullName, "portal.db")}"),
            new("Portal:Secrets:KeyFile", Path.Combine(folder.FullName, "master.key")),
            new("Portal:Log:KeyFile", Path.Combine(folder.FullName, "log.key")),
        ]);
        builder.Configuration.AddInMemoryCollection(settings.Reverse().DistinctBy(setting => setting.Name).Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value)));
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.WebHost.UseStaticWebAssets();
        var log = new KeptLog();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddPortalStorage(builder.Configuration).AddPortalSettling(builder.Configuration);
        builder.Services.AddPortalWeb(builder.Configuration);
        builder.Services.AddPublicPages();
        builder.Services.AddAdminPages(builder.Configuration);

        // A tenth of a second for each person and each sign-in is most of what such tests would cost.
        builder.Services.PostConfigure<PasswordHasherOptions>(static options => options.IterationCount = 1_000);
        var app = builder.Build();
        await app.Services.GetRequiredService<SchemaMigration>().ApplyAsync(Cancellation);
        app.MapPortalWeb();
        app.MapPublicPages();
        app.MapPortalAdmin();
        await app.StartAsync(Cancellation);
        return new LivePortal(app, folder, clock, log);
    }

    /// <summary>Waits until everything committed so far is shown.</summary>
    public async Task<LiveSnapshot> ShownAsync()
    {
        var head = await Services.GetRequiredService<LedgerStore>().ReadHeadAsync(Cancellation);
        return await ShownAsync(snapshot => snapshot.IsLoaded && snapshot.Sequence >= head.Sequence);
    }

    /// <summary>Signs everything committed so far, as a worker does, and waits until it is served.</summary>
    public async Task PublishAsync()
    {
        var signer = await Services.GetRequiredService<LogIdentity>().OpenAsync(Cancellation);
        await Services.GetRequiredService<LogPublisher>().PublishAllAsync(signer, Cancellation);
        var newest = await Services.GetRequiredService<LogStore>().ReadCheckpointAsync(Cancellation);
        var watch = Services.GetRequiredService<CheckpointWatch>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(PatienceMax);
        while (watch.Newest?.Note is not { } note || !note.AsSpan().SequenceEqual(newest!.Note))
        {
            await Task.Delay(10, patience.Token);
        }
    }

    /// <summary>Waits until a snapshot is as wanted.</summary>
    public async Task<LiveSnapshot> ShownAsync(Func<LiveSnapshot, bool> wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(PatienceMax);
        var snapshot = State.Current;
        while (!wanted(snapshot))
        {
            snapshot = await State.WaitAsync(snapshot, PatienceMax, patience.Token);
        }

        return snapshot;
    }

    public Task<HttpResponseMessage> GetAsync(string address, string? ifNoneMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        if (ifNoneMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        }

        return Client.SendAsync(request, Cancellation);
    }

    public async Task<JsonElement> JsonAsync(string address, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await GetAsync(address);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(status == answer.StatusCode, string.Create(CultureInfo.InvariantCulture, $"{address} answered {(int)answer.StatusCode}: {text}"));
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>A connection to the hub that is not open yet.</summary>
    public HubConnection Connect()
    {
        var address = new UriBuilder(Client.BaseAddress!) { Scheme = "ws", Path = FundHub.Path }.Uri;
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(address));
        builder.Services.AddSingleton<IConnectionFactory, WebSocketConnectionFactory>();
        builder.AddJsonProtocol();
        return builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        DataFolder.Remove(_folder.FullName);
    }
}
