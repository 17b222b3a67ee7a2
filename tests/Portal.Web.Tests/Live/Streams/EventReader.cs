using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Portal.Web.Tests.Live.Streams;

/// <summary>A program that reads the event stream.</summary>
public sealed class EventReader : IAsyncDisposable
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(60);

    private readonly HttpResponseMessage _answer;
    private readonly CancellationTokenSource _patience;
    private readonly IAsyncEnumerator<SseItem<string>> _events;
    private readonly SseParser<string> _parser;

    private EventReader(HttpResponseMessage answer, Stream body, CancellationTokenSource patience)
    {
        (_answer, _patience) = (answer, patience);
        _parser = SseParser.Create(body);
        _events = _parser.EnumerateAsync(patience.Token).GetAsyncEnumerator(patience.Token);
    }

    /// <summary>What the answer began with.</summary>
    public HttpResponseMessage Answer => _answer;

    /// <summary>The id that a browser would come back with.</summary>
    public string LastEventId => _parser.LastEventId;

    /// <summary>How long a browser would wait before it comes back.</summary>
    public TimeSpan Retry => _parser.ReconnectionInterval;

    public static async Task<EventReader> OpenAsync(LivePortal portal, string query, string? lastEventId = null, Version? version = null)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(PatienceMax);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/stream?{query}", UriKind.Relative))
        {
            Version = version ?? HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var answer = await portal.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new EventReader(answer, await answer.Content.ReadAsStreamAsync(patience.Token), patience);
    }

    /// <summary>The next event; null at the end. What has an id alone is none.</summary>
    public async Task<StreamedEvent?> NextAsync() =>
        await _events.MoveNextAsync()
            ? new StreamedEvent(_events.Current.EventType, _events.Current.EventId, JsonDocument.Parse(_events.Current.Data).RootElement)
            : null;

    /// <summary>Reads on to the first event that is as wanted.</summary>
    public async Task<IReadOnlyList<StreamedEvent>> ReadToAsync(Func<StreamedEvent, bool> wanted)
    {
        var read = new List<StreamedEvent>();
        do
        {
            read.Add(Assert.IsType<StreamedEvent>(await NextAsync()));
        }
        while (!wanted(read[^1]));
        return read;
    }

    public async ValueTask DisposeAsync()
    {
        await _patience.CancelAsync();
        _answer.Dispose();
        try
        {
            await _events.DisposeAsync();
        }
        catch (NotSupportedException)
        {
            // Somebody still waits for the next event: the test failed before it came.
        }

        _patience.Dispose();
    }
}

/// <summary>An event as it came.</summary>
public sealed record StreamedEvent(string Name, string? Id, JsonElement Data)
{
    /// <summary>The liquidations it carries.</summary>
    public IEnumerable<int> Liquidations =>
        Data.TryGetProperty("liquidations", out var liquidations) ? liquidations.EnumerateArray().Select(record => record.GetProperty("sequence").GetInt32()) : [];
}
