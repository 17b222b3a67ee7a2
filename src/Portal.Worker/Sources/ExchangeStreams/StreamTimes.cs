namespace Portal.Worker.Sources.ExchangeStreams;

/// <summary>How patient a reader of streams is.</summary>
public sealed record StreamTimes
{
    /// <summary>How often it asks whether the other side is there. OKX ends a connection after 30 s without a word, Bybit asks for one every 20 s.</summary>
    public TimeSpan PingPause { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long nothing whole may come, answers to its asking included.</summary>
    public TimeSpan IdleMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long connecting may take.</summary>
    public TimeSpan ConnectMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a record may wait for room in the queue.</summary>
    public TimeSpan QueueMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long what has come may take to settle before the connection ends.</summary>
    public TimeSpan EndMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The shortest wait before another attempt.</summary>
    public TimeSpan ReconnectFirst { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest.</summary>
    public TimeSpan ReconnectLongest { get; init; } = TimeSpan.FromMinutes(1);
}
