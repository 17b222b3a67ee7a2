using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Portal.Benchmarks.Settling;
using Portal.Worker.Intake;

namespace Portal.Benchmarks.Pushing;

/// <summary>Sends liquidations over signed HTTP at a steady pace and notes, for each entry, when it was sent and when its commit was answered.</summary>
internal sealed class IntakeSender(Uri portal, string secret, LiquidationMix mix) : IDisposable
{
    private const string Path = "/api/intake/v1/liquidations";
    private const int RequestsPerSecondMax = 40;

    private readonly HttpClient _client = new() { BaseAddress = portal };

    /// <summary>By sequence, two timestamps: the commit lies between them.</summary>
    public ConcurrentDictionary<long, (long Sent, long Answered)> Commits { get; } = new();

    /// <summary>Sends for a time; returns when all of it is answered.</summary>
    public async Task SendAsync(int perSecond, TimeSpan time, CancellationToken cancellation)
    {
        var underWay = new List<Task>();
        var requestsPerSecond = Math.Min(perSecond, RequestsPerSecondMax);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1) / requestsPerSecond);
        for (var left = (int)(time.TotalSeconds * requestsPerSecond); left > 0; left--)
        {
            await timer.WaitForNextTickAsync(cancellation);
            underWay.Add(SendAsync(perSecond / requestsPerSecond, cancellation));
        }

        await Task.WhenAll(underWay);
    }

    public void Dispose() => _client.Dispose();

    private async Task SendAsync(int records, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        for (var record = 0; record < records; record++)
        {
            body.Write(RecordWriter.Write(mix.Next(DateTimeOffset.UtcNow)));
            body.WriteByte((byte)'\n');
        }

        var bytes = body.ToArray();
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/x-ndjson");
        request.Headers.Add("X-Portal-Key", SettlingPortal.Source);
        request.Headers.Add("X-Portal-Timestamp", timestamp);
        request.Headers.Add("X-Portal-Signature", IntakeSignature.Compute(secret, timestamp, "POST", Path, bytes));
        var sent = Stopwatch.GetTimestamp();
        using var response = await _client.SendAsync(request, cancellation);
        var answered = Stopwatch.GetTimestamp();
        response.EnsureSuccessStatusCode();
        using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation), default, cancellation);
        foreach (var result in answer.RootElement.GetProperty("results").EnumerateArray())
        {
            Commits[long.Parse(result.GetProperty("sequence").GetString()!, CultureInfo.InvariantCulture)] = (sent, answered);
        }
    }
}
