using System.Text.Json.Serialization;
using Portal.Storage.Intake;
using Portal.Storage.TransparencyLog;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi;

/// <summary>How the portal itself is.</summary>
public sealed record StatusAnswer
{
    /// <summary>The last ledger entry that is shown.</summary>
    public required long Sequence { get; init; }

    /// <summary>When this was answered.</summary>
    public required string AsOf { get; init; }

    /// <summary>Whether the figures are current.</summary>
    public required bool Fresh { get; init; }

    /// <summary>When the database last said where the ledger stands.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LastHeardAt { get; init; }

    /// <summary>How far what is shown lags behind.</summary>
    public required LagAnswer Lag { get; init; }

    /// <summary>Whether a worker holds the right to settle.</summary>
    public required bool Settling { get; init; }

    /// <summary>The newest checkpoint of the log; absent before the first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CheckpointAnswer? Checkpoint { get; init; }

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>Whether any figure is simulated.</summary>
    public required bool Demo { get; init; }

    /// <summary>What came from each source.</summary>
    public required IReadOnlyList<SourceAnswer> Sources { get; init; }
}

/// <summary>A checkpoint of the log.</summary>
/// <param name="Origin">The log's name.</param>
/// <param name="Size">How many entries it covers.</param>
/// <param name="Root">The root hash, base64.</param>
/// <param name="SignedAt">When it was signed, by the signer's clock. Not part of what is signed.</param>
public sealed record CheckpointAnswer(string Origin, long Size, string Root, string SignedAt)
{
    /// <summary>The answer about a checkpoint.</summary>
    public static CheckpointAnswer Of(LogCheckpointRow row)
    {
        var figures = CheckpointWatch.FiguresOf(row);
        return new CheckpointAnswer(figures.Origin, figures.Size, figures.Root, ApiText.OfUnixMs(figures.SignedAtUnixMs));
    }
}

/// <summary>How far what is shown lags behind.</summary>
/// <param name="Entries">Entries committed and not shown yet.</param>
/// <param name="LastEntryAt">When the last entry was recorded; absent before the first.</param>
/// <param name="LastEntryAgeMs">How long that is ago.</param>
public sealed record LagAnswer(
    long Entries,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? LastEntryAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? LastEntryAgeMs);

/// <summary>What came from one source.</summary>
/// <param name="Source">The source.</param>
/// <param name="LastSeenAt">When anything last came.</param>
/// <param name="Records">Everything that came.</param>
/// <param name="Settled">What was settled.</param>
/// <param name="Duplicates">What was there already.</param>
/// <param name="Gaps">Numbers of its own count that are missing; of a mirrored stream, how often it was cut off and may have missed some.</param>
/// <param name="Rejected">What could not be read or accepted.</param>
/// <param name="Conflicting">What contradicts a settled record.</param>
/// <param name="Dismissed">What operators dismissed.</param>
/// <param name="Corrected">What operators put right in its place, which it never sent itself.</param>
/// <param name="Paused">Whether an operator lets nothing of it in just now.</param>
public sealed record SourceAnswer(
    string Source,
    string LastSeenAt,
    long Records,
    long Settled,
    long Duplicates,
    long Gaps,
    long Rejected,
    long Conflicting,
    long Dismissed,
    long Corrected,
    bool Paused)
{
    /// <summary>The answer about a source.</summary>
    public static SourceAnswer Of(SourceStateRow row, bool isPaused)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new SourceAnswer(
            row.Source,
            ApiText.OfUnixMs(row.LastSeenAtMs),
            row.Settled + row.Duplicates + row.Rejected + row.Conflicts,
            row.Settled,
            row.Duplicates,
            row.Gaps,
            row.Rejected,
            row.Conflicts,
            row.Dismissed,
            row.Corrected,
            isPaused);
    }
}
