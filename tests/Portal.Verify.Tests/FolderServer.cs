using System.Net;

namespace Portal.Verify.Tests;

/// <summary>Serves a folder without a network, and misbehaves as it is told.</summary>
internal sealed class FolderServer(string folder) : HttpMessageHandler
{
    private int _running;

    /// <summary>What to answer instead; null answers as usual.</summary>
    public Func<string, int, HttpResponseMessage?> Misbehave { get; init; } = static (_, _) => null;

    /// <summary>How often each file was asked for.</summary>
    public System.Collections.Concurrent.ConcurrentDictionary<string, int> Asked { get; } = new(StringComparer.Ordinal);

    /// <summary>The most that were ever asked for at once.</summary>
    public int RunningMax { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.StartsWith("/portal/log/", request.RequestUri!.AbsolutePath, StringComparison.Ordinal);
        var path = request.RequestUri.AbsolutePath["/portal/log/".Length..];
        var times = Asked.AddOrUpdate(path, 1, static (_, before) => before + 1);
        RunningMax = Math.Max(RunningMax, Interlocked.Increment(ref _running));
        try
        {
            await Task.Yield();
            if (Misbehave(path, times) is { } answer)
            {
                return answer;
            }

            var file = Path.Combine(folder, path);
            return File.Exists(file)
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(await File.ReadAllBytesAsync(file, cancellationToken)) }
                : new HttpResponseMessage(HttpStatusCode.NotFound);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
