using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Portal.Web.Tests.Operations;

/// <summary>Takes OTLP over HTTP as a collector does, and keeps the bodies. Names stand in protobuf as they are, so they can be looked for.</summary>
internal sealed class CollectorStub : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CollectorStub(WebApplication app) => _app = app;

    /// <summary>What came, by path.</summary>
    public ConcurrentQueue<(string Path, string Body)> Posts { get; } = [];

    public string Address => _app.Urls.First();

    public static async Task<CollectorStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var stub = new CollectorStub(app);
        app.Run(stub.TakeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return stub;
    }

    /// <summary>Everything that came under a path.</summary>
    public string All(string path) => string.Concat(Posts.Where(post => post.Path == path).Select(post => post.Body));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        Stream body = context.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body;
        using var memory = new MemoryStream();
        await body.CopyToAsync(memory);
        Posts.Enqueue((context.Request.Path.Value!, Encoding.Latin1.GetString(memory.ToArray())));
        context.Response.ContentType = "application/x-protobuf";
    }
}
