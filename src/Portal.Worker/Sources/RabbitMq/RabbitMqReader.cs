using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Portal.Worker.Intake;
using Portal.Worker.Settling;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Portal.Worker.Sources.RabbitMq;

/// <summary>Consumes a queue, one connection at a time: a message is acknowledged once its records are committed, and never before.</summary>
public sealed partial class RabbitMqReader(
    RabbitMqOptions options, IntakeLimits limits, RabbitMqTimes times, IntakeQueue queue, MasterSecret master, TimeProvider time, ILogger logger)
{
    // Larger than any message that a broker takes, so that none breaks the connection: what is too large for intake goes to quarantine.
    private const uint MessageBytesMax = 256 * 1024 * 1024;

    /// <summary>The waits between connections.</summary>
    public ReconnectPause Pause { get; } = new(times.ReconnectFirst, times.ReconnectLongest);

    /// <summary>Connects and consumes until the connection ends, records can't be settled, or <paramref name="cancellation"/> says stop; what is not acknowledged then goes back.</summary>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        await using var connection = await ConnectAsync(cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        await channel.BasicQosAsync(prefetchSize: 0, (ushort)options.Prefetch, global: false, cancellation);
        await channel.QueueDeclarePassiveAsync(options.Queue, cancellation);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var taken = Channel.CreateBounded<Delivery>(new BoundedChannelOptions(options.Prefetch) { SingleReader = true });
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) => TakeAsync(message, taken.Writer, ending.Token);
        consumer.UnregisteredAsync += (_, _) => Lose(lost, "The broker ended the consumer; is the queue still there?");
        channel.ChannelShutdownAsync += (_, reason) => Lose(lost, $"The broker is gone: {reason.ReplyText}");
        var acknowledging = AcknowledgeAsync(channel, taken.Reader);
        var tag = await channel.BasicConsumeAsync(options.Queue, autoAck: false, consumer, cancellation);
        Pause.Reset();
        LogConsuming(options.Source, connection.Endpoint.HostName, connection.Endpoint.Port, options.Queue);
        try
        {
            await await Task.WhenAny(lost.Task, acknowledging).WaitAsync(cancellation);
        }
        finally
        {
            await ending.CancelAsync();
            await EndAsync(channel, tag, taken.Writer, acknowledging);
            lost.TrySetResult();
            await lost.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IConnection> ConnectAsync(CancellationToken cancellation)
    {
        var factory = new ConnectionFactory
        {
            Uri = new Uri(options.Uri!),
            ClientProvidedName = "insurance-fund-portal",
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedConnectionTimeout = times.ConnectMax,
            RequestedHeartbeat = times.Heartbeat,
            MaxInboundMessageBodySize = MessageBytesMax,
        };
        return await factory.CreateConnectionAsync(cancellation);
    }

    // Called for one message after the other. A full queue holds it back, and with it the broker, which sends no more than the prefetch.
    private async Task TakeAsync(BasicDeliverEventArgs message, ChannelWriter<Delivery> taken, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return;
        }

        try
        {
            var records = await RabbitMqMessage.ReadAsync(
                message.Body, message.RoutingKey, message.BasicProperties, options.Source, master, limits, cancellation);
            var submission = new IntakeSubmission(options.Source, records, isReplay: false);
            await queue.EnqueueAsync(submission, cancellation);
            await taken.WriteAsync(new Delivery(message.DeliveryTag, submission), CancellationToken.None);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            // Not acknowledged, so the broker keeps it.
        }
    }

    // In the order taken, so that one acknowledgement stands for all before it.
    private static async Task AcknowledgeAsync(IChannel channel, ChannelReader<Delivery> taken)
    {
        await foreach (var first in taken.ReadAllAsync(CancellationToken.None))
        {
            await first.Submission.Settled;
            var last = first;
            while (taken.TryPeek(out var next) && next.Submission.Settled.IsCompletedSuccessfully && taken.TryRead(out next))
            {
                last = next;
            }

            await channel.BasicAckAsync(last.Tag, multiple: true, CancellationToken.None);
        }
    }

    /// <summary>Takes no more, and gives what is under way a moment to settle and be acknowledged.</summary>
    private async Task EndAsync(IChannel channel, string tag, ChannelWriter<Delivery> taken, Task acknowledging)
    {
        if (channel.IsOpen)
        {
            await channel.BasicCancelAsync(tag).WaitAsync(times.EndMax, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        taken.TryComplete();
        await acknowledging.WaitAsync(times.EndMax, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await channel.AbortAsync().WaitAsync(times.EndMax, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static Task Lose(TaskCompletionSource lost, string reason)
    {
        lost.TrySetException(new SourceLostException(reason));
        return Task.CompletedTask;
    }

    [LoggerMessage(1, LogLevel.Information, "Source {Source} is read from {Host}:{Port}, queue {Queue}.")]
    private partial void LogConsuming(string source, string host, int port, string queue);

    private sealed record Delivery(ulong Tag, IntakeSubmission Submission);
}
