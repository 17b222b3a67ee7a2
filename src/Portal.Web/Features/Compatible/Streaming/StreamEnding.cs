using System.Net.WebSockets;

namespace Portal.Web.Features.Compatible.Streaming;

/// <summary>Why a connection is ended, as its last frame says.</summary>
/// <param name="Status">The code of the close frame.</param>
/// <param name="Reason">In words; at most 123 bytes.</param>
/// <param name="Limit">The limit that the client came up against, for the log; null where it did nothing wrong.</param>
internal sealed record StreamEnding(WebSocketCloseStatus Status, string Reason, string? Limit = null)
{
    /// <summary>The client ended it, or is gone.</summary>
    public static readonly StreamEnding Asked = new(WebSocketCloseStatus.NormalClosure, string.Empty);

    /// <summary>It reads more slowly than liquidations settle.</summary>
    public static readonly StreamEnding TooSlow = new(WebSocketCloseStatus.PolicyViolation, "Too slow: messages were waiting. Nothing was skipped before this.", "compatible streams that are not read");

    /// <summary>It sent a message beyond the limit.</summary>
    public static readonly StreamEnding TooLong = new(WebSocketCloseStatus.MessageTooBig, "The message is too long.", "bytes of one message to a compatible stream");

    /// <summary>It sends too many messages.</summary>
    public static readonly StreamEnding TooOften = new(WebSocketCloseStatus.PolicyViolation, "Too many messages.", "messages a second to a compatible stream");

    /// <summary>The portal stops or restarts.</summary>
    public static readonly StreamEnding Stopping = new(WebSocketCloseStatus.EndpointUnavailable, "The portal is stopping.");
}
