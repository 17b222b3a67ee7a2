namespace Portal.Storage.StressEvents;

/// <summary>What operators call a stress event.</summary>
/// <param name="FundId">The fund.</param>
/// <param name="PeakSequence">The entry of the event's peak.</param>
/// <param name="Name">The name, at most <see cref="NameMax"/> characters; empty where there is a note alone.</param>
/// <param name="Note">What they say about it in public, at most <see cref="NoteMax"/> characters; may be empty.</param>
/// <param name="NamedBy">Public handle of who said so last.</param>
/// <param name="NamedAtMs">When, Unix ms.</param>
public sealed record StressEventNameRow(string FundId, long PeakSequence, string Name, string Note, string NamedBy, long NamedAtMs)
{
    /// <summary>The longest name.</summary>
    public const int NameMax = 80;

    /// <summary>The longest note.</summary>
    public const int NoteMax = 1_000;
}
