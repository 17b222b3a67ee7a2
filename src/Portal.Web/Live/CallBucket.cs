namespace Portal.Web.Live;

/// <summary>How many calls a connection may still make: filled over time, twice a second's worth at most. Belongs to one connection, whose calls come one after the other.</summary>
internal sealed class CallBucket(int callsPerSecond, TimeProvider time)
{
    private long _thousandths = 2_000L * callsPerSecond;
    private long _filledAt = time.GetTimestamp();

    /// <summary>Takes one call; false when there is none left.</summary>
    public bool Take()
    {
        var now = time.GetTimestamp();
        var gained = (long)(time.GetElapsedTime(_filledAt, now).TotalMilliseconds * callsPerSecond);
        _thousandths = Math.Min(2_000L * callsPerSecond, _thousandths + gained);
        _filledAt = now;
        if (_thousandths < 1_000)
        {
            return false;
        }

        _thousandths -= 1_000;
        return true;
    }
}
