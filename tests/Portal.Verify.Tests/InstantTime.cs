namespace Portal.Verify.Tests;

/// <summary>A clock by which pauses are over at once, and by which nothing takes as long as a timeout.</summary>
internal sealed class InstantTime : TimeProvider
{
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(20);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime < PauseMax && dueTime >= TimeSpan.Zero ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
