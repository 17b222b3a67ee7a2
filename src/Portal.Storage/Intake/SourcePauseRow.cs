namespace Portal.Storage.Intake;

/// <summary>A source whose requests are refused for now.</summary>
/// <param name="Source">The source.</param>
/// <param name="PausedAtMs">Since when, Unix ms.</param>
/// <param name="PausedBy">The public handle of who paused it.</param>
/// <param name="Reason">Why.</param>
public sealed record SourcePauseRow(string Source, long PausedAtMs, string PausedBy, string Reason);
