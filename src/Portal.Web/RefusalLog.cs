using System.Net;

namespace Portal.Web;

/// <summary>Tells operators whom a limit holds, without letting whoever is refused a thousand times fill the log: each address and limit is said once, and again after a while with how often it was since.</summary>
public sealed partial class RefusalLog(TimeProvider time, ILogger<RefusalLog> logger)
{
    /// <summary>How long an address that was named stays unsaid.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    /// <summary>How many addresses are told apart. An attack from more than these is in the metrics.</summary>
    private const int NamedMax = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(IPAddress Address, string Limit), Naming> _named = [];

    /// <summary>An address was held to a limit.</summary>
    /// <param name="address">Whose.</param>
    /// <param name="limit">What it came up against, in words that are the same each time.</param>
    public void Note(IPAddress address, string limit)
    {
        ArgumentNullException.ThrowIfNull(address);
        var now = time.GetTimestamp();
        long unsaid;
        lock (_gate)
        {
            if (_named.Count >= NamedMax)
            {
                Forget(now);
            }

            var isKnown = _named.TryGetValue((address, limit), out var naming);
            if (isKnown && time.GetElapsedTime(naming.At, now) < Silence)
            {
                _named[(address, limit)] = naming with { Unsaid = naming.Unsaid + 1 };
                return;
            }

            if (!isKnown && _named.Count >= NamedMax)
            {
                return;
            }

            unsaid = naming.Unsaid;
            _named[(address, limit)] = new Naming(now, 0);
        }

        LogHeld(address, limit, unsaid);
    }

    private void Forget(long now)
    {
        foreach (var (key, naming) in _named)
        {
            if (time.GetElapsedTime(naming.At, now) >= Silence)
            {
                _named.Remove(key);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Address} was held to a limit: {Limit}. {Unsaid} more times since that was last said.")]
    private partial void LogHeld(IPAddress address, string limit, long unsaid);

    private readonly record struct Naming(long At, long Unsaid);
}
