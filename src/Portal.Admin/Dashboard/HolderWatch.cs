using Portal.Storage.Leases;

namespace Portal.Admin.Dashboard;

/// <summary>Remembers when the beat of whoever settles was last seen to move. Judged by this process's monotonic clock: clocks of different machines are never compared.</summary>
public sealed class HolderWatch(TimeProvider time)
{
    // Whoever looks less often than this learns from a beat that moved only that it moved some time in between.
    private static readonly TimeSpan LookMax = TimeSpan.FromSeconds(8);

    private readonly Lock _gate = new();
    private LeaseRow? _seen;
    private long _movedAt;
    private long _lookedAt;
    private bool _isBeating;

    /// <summary>Takes a look.</summary>
    public HolderFigures See(LeaseRow lease)
    {
        ArgumentNullException.ThrowIfNull(lease);
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (_seen is null || _seen.Owner != lease.Owner || _seen.Beat != lease.Beat || _seen.Fence != lease.Fence)
            {
                _isBeating = _seen is not null && time.GetElapsedTime(_lookedAt, now) <= LookMax;
                (_seen, _movedAt) = (lease, now);
            }

            _lookedAt = now;
            return new HolderFigures(
                NameOf(lease.Owner), lease.Fence, string.IsNullOrEmpty(lease.Address) ? null : lease.Address, lease.IsFree ? null : time.GetElapsedTime(_movedAt, now), _isBeating);
        }
    }

    // The last part only keeps two processes of one id apart.
    private static string? NameOf(string? owner) => owner?.LastIndexOf(':') is > 0 and var end ? owner[..end] : owner;
}
