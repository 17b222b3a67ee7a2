namespace Portal.Worker.Sources;

/// <summary>How long to wait before the next attempt to reach the outside: twice as long each time, within bounds, and never all at the same moment.</summary>
public sealed class ReconnectPause(TimeSpan first, TimeSpan longest)
{
    private readonly TimeSpan _first = first;
    private TimeSpan _next = first;

    /// <summary>The wait before the next attempt: between half and the whole of the present step.</summary>
    public TimeSpan Take()
    {
        var pause = _next * (0.5 + (Random.Shared.NextDouble() / 2));
        _next = _next * 2 < longest ? _next * 2 : longest;
        return pause;
    }

    /// <summary>It was reached: the next trouble begins with the shortest wait.</summary>
    public void Reset() => _next = _first;
}
