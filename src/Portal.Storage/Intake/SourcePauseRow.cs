namespace Portal.Storage.Intake;

/// <summary>A source of which nothing is taken for now.</summary>
/// <param name="Source">The source.</param>
/// <param name="PausedAtMs">Since when, Unix ms.</param>
/// <param name="PausedBy">The public handle of who paused it.</param>
/// <param name="Reason">Why.</param>
public sealed record SourcePauseRow(string Source, long PausedAtMs, string PausedBy, string Reason);

/// <summary>A source that was paused and sends again.</summary>
/// <param name="Source">The source.</param>
/// <param name="ResumedAtMs">Since when, Unix ms.</param>
public sealed record SourceResumedRow(string Source, long ResumedAtMs);
