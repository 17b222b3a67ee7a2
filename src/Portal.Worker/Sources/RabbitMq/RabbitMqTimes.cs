namespace Portal.Worker.Sources.RabbitMq;

/// <summary>How patient the consumer is.</summary>
public sealed record RabbitMqTimes
{
    /// <summary>How long connecting may take.</summary>
    public TimeSpan ConnectMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often both sides show that they are there; two that are missed end the connection.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long each step of ending may take.</summary>
    public TimeSpan EndMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The shortest wait before another attempt.</summary>
    public TimeSpan ReconnectFirst { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest.</summary>
    public TimeSpan ReconnectLongest { get; init; } = TimeSpan.FromSeconds(30);
}
