using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.Compatible;

/// <summary>A client of a compatible stream.</summary>
internal sealed class StreamClient : IDisposable
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private StreamClient() => _patience.CancelAfter(PatienceMax);

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public string? CloseReason => _socket.CloseStatusDescription;

    public static async Task<StreamClient> ConnectAsync(LivePortal portal, string path)
    {
        var client = new StreamClient();
        var address = new Uri(portal.Client.BaseAddress!, path);
        await client._socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, client._patience.Token);
        return client;
    }

    public Task SendAsync(string message) => _socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, _patience.Token);

    /// <summary>Asks and reads the answer, which has to be the next message.</summary>
    public async Task<JsonElement> AskAsync(string message)
    {
        await SendAsync(message);
        return await NextAsync();
    }

    public async Task<JsonElement> NextAsync() =>
        JsonDocument.Parse(await NextTextAsync() ?? throw new InvalidOperationException($"Closed: {CloseStatus} {CloseReason}")).RootElement;

    /// <summary>The next message; null when the portal said goodbye.</summary>
    public async Task<string?> NextTextAsync()
    {
        using var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.AsMemory(), _patience.Token);
            if (received.MessageType is WebSocketMessageType.Close)
            {
                return null;
            }

            text.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
            {
                return Encoding.UTF8.GetString(text.ToArray());
            }
        }
    }

    /// <summary>Reads until the portal says goodbye.</summary>
    public async Task ClosedAsync()
    {
        while (await NextTextAsync() is not null)
        {
            // Whatever was on its way.
        }
    }

    /// <summary>Says goodbye.</summary>
    public Task CloseAsync() => _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, _patience.Token);

    public void Dispose()
    {
        _socket.Dispose();
        _patience.Dispose();
    }
}
