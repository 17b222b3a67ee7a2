using System.Buffers;

namespace Portal.Worker.Sources.RabbitMq;

/// <summary>The queue of a broker that an engine writes its records to.</summary>
public sealed class RabbitMqOptions
{
    private static readonly SearchValues<char> NameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <summary>Where the broker is, such as <c>amqps://portal:secret@broker/funds</c>; null reads none. Holds a password, so it is never shown or logged.</summary>
    public string? Uri { get; set; }

    /// <summary>The queue; it has to be there.</summary>
    public string Queue { get; set; } = string.Empty;

    /// <summary>The name its records come under.</summary>
    public string Source { get; set; } = "rabbitmq";

    /// <summary>How many messages may be on their way at once, taken and not yet committed.</summary>
    public int Prefetch { get; set; } = 500;

    /// <summary>Whether there is a broker to read.</summary>
    public bool IsConfigured => !string.IsNullOrEmpty(Uri);

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Check() =>
        !IsConfigured ? null
        : !System.Uri.TryCreate(Uri, UriKind.Absolute, out var address) || address.Scheme is not ("amqp" or "amqps") ? "Uri has to begin with amqps:// (or amqp://)."
        : Queue.Length is 0 or > 255 ? "Queue has to name a queue."
        : Source.Length is 0 or > 64 || Source.AsSpan().ContainsAnyExcept(NameLetters) ? "Source has to be of letters, digits, '-', '_' and '.'."
        : Prefetch is < 1 or > 10_000 ? "Prefetch has to be from 1 to 10000."
        : null;
}
