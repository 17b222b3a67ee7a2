namespace Portal.Web.Live;

/// <summary>The one snapshot that a request is answered from, so that no answer mixes two moments.</summary>
public sealed class RequestSnapshot(LiveState live)
{
    /// <summary>The snapshot: the newest one when it was first asked for.</summary>
    public LiveSnapshot Value => field ??= live.Current;
}
