using System.IO.Pipelines;
using System.Threading.Channels;

namespace Portal.Web.Live.Streams;

/// <summary>One reader of the event stream, and what waits to be sent to it.</summary>
/// <param name="topics">What it follows.</param>
/// <param name="cutOff">Ends it at once, when it does not read what it follows.</param>
internal sealed class StreamConnection(IReadOnlyList<TopicName> topics, Action cutOff)
{
    /// <summary>How many messages may wait. They are shared with all others who follow the same, so a slow reader costs no memory of its own.</summary>
    public const int WaitingMax = 64;

    private readonly Channel<byte[]> _waiting = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>What it follows.</summary>
    public IReadOnlyList<TopicName> Topics { get; } = topics;

    /// <summary>Hands over a message without waiting. Whoever reads more slowly than things happen is cut off: it comes back and says where it was.</summary>
    /// <returns>False when it was cut off by this.</returns>
    public bool Give(byte[] message)
    {
        if (_waiting.Writer.TryWrite(message))
        {
            return true;
        }

        if (_waiting.Writer.TryComplete())
        {
            cutOff();
            return false;
        }

        return true;
    }

    /// <summary>Lets it end once it has read what waits.</summary>
    public void End() => _waiting.Writer.TryComplete();

    /// <summary>Sends what was handed over until the connection ends.</summary>
    public async Task SendAsync(PipeWriter output, CancellationToken cancellation)
    {
        await foreach (var message in _waiting.Reader.ReadAllAsync(cancellation))
        {
            // Waits while the reader is slow; meanwhile messages wait here, not in the transport.
            if ((await output.WriteAsync(message, cancellation)).IsCompleted)
            {
                return;
            }
        }
    }
}
