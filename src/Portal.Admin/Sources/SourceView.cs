using System.Collections.Immutable;
using Portal.Storage.Intake;
using Portal.Storage.People;

namespace Portal.Admin.Sources;

/// <summary>How a source is, in one word.</summary>
public enum SourceStanding
{
    /// <summary>Something came a short while ago.</summary>
    Sending,

    /// <summary>Nothing has come for <see cref="SourceView.SilentAfter"/>.</summary>
    Silent,

    /// <summary>It has a key, and nothing has ever come.</summary>
    Waiting,

    /// <summary>An operator lets nothing in.</summary>
    Paused,

    /// <summary>None of its keys works any more.</summary>
    Locked,
}

/// <summary>How what a source tells comes here, as far as its name and its keys say.</summary>
public enum SourceWay
{
    /// <summary>It signs requests.</summary>
    Requests,

    /// <summary>The portal mirrors a public stream.</summary>
    Stream,

    /// <summary>A recorded file is replayed.</summary>
    Recording,

    /// <summary>It has no key: a message queue, or the demo market on the portal's own machine.</summary>
    Inside,
}

/// <summary>Everything about one source at one moment.</summary>
public sealed record SourceView
{
    /// <summary>From this silence on a source is called silent.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromMinutes(5);

    /// <summary>Its name.</summary>
    public required string Source { get; init; }

    /// <summary>When this was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its keys, newest first. None: it has never had one, so it comes otherwise than by signed requests.</summary>
    public required ImmutableArray<IntakeKeyRow> Keys { get; init; }

    /// <summary>What has come so far; null when nothing has.</summary>
    public SourceStateRow? State { get; init; }

    /// <summary>Since when it is paused, by whom and why; null when it is not.</summary>
    public SourcePauseRow? Pause { get; init; }

    /// <summary>Records a second over the last minute.</summary>
    public required decimal MinuteRate { get; init; }

    /// <summary>Records a second over the last hour.</summary>
    public required decimal HourRate { get; init; }

    /// <summary>How it comes.</summary>
    public SourceWay Way =>
        Source.StartsWith("mirror:", StringComparison.Ordinal) ? SourceWay.Stream
        : Source.StartsWith("replay:", StringComparison.Ordinal) ? SourceWay.Recording
        : Keys.Length > 0 ? SourceWay.Requests
        : SourceWay.Inside;

    /// <summary>The keys that work.</summary>
    public IEnumerable<IntakeKeyRow> Working => Keys.Where(key => key.WorksAt(At));

    /// <summary>The keys that no longer work.</summary>
    public IEnumerable<IntakeKeyRow> Past => Keys.Where(key => !key.WorksAt(At));

    /// <summary>Everything that came.</summary>
    public long Records => State is null ? 0 : State.Settled + State.Duplicates + State.Conflicts + State.Rejected;

    /// <summary>How long it took from the event of the newest settled record to its entry in the ledger; negative when the sender's clock is ahead.</summary>
    public TimeSpan? Lag => State is { LastSettledAtMs: { } settled, LastOccurredAtMs: { } occurred } ? TimeSpan.FromMilliseconds(settled - occurred) : null;

    /// <summary>How it is.</summary>
    public SourceStanding Standing =>
        Pause is not null ? SourceStanding.Paused
        : Keys.Length > 0 && !Working.Any() ? SourceStanding.Locked
        : State is null ? SourceStanding.Waiting
        : At - DateTimeOffset.FromUnixTimeMilliseconds(State.LastSeenAtMs) >= SilentAfter ? SourceStanding.Silent
        : SourceStanding.Sending;

    /// <summary>What stops working when a key is revoked, for the person who is about to do it.</summary>
    public string LossOf(IntakeKeyRow key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var others = Working.Where(other => other.KeyId != key.KeyId).ToArray();
        return others switch
        {
            [] => $"It is the only key that works: nothing from {Source} is taken until there is another one.",
            [{ EndsAtMs: { } end } other] => $"{other.KeyId} goes on working until {Shell.TimeOf.Minute(end)}, and then nothing from {Source} is taken.",
            [var other, ..] => $"{other.KeyId} goes on working.",
        };
    }
}

/// <summary>What the page of sources shows, and to whom.</summary>
/// <param name="Sources">By name.</param>
/// <param name="Role">What the person who looks may do.</param>
public sealed record SourcesView(ImmutableArray<SourceView> Sources, PersonRole Role);
