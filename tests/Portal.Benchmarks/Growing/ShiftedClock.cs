namespace Portal.Benchmarks.Growing;

/// <summary>A clock that runs as usual from another moment on: a ledger that grew in a minute tells of months.</summary>
internal sealed class ShiftedClock(DateTimeOffset from) : TimeProvider
{
    private readonly TimeSpan _offset = from - DateTimeOffset.UtcNow;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + _offset;
}
