using Portal.Settlement.Auditing;

namespace Portal.Verify.Checking;

/// <summary>What kind of thing is wrong with a log.</summary>
public enum FindingKind
{
    /// <summary>The checkpoint is no checkpoint, or not that of this log.</summary>
    Checkpoint,

    /// <summary>The checkpoint is not signed by the log's key, or a key was not handed over as it has to be.</summary>
    Signature,

    /// <summary>The log is shorter than it was at the last check.</summary>
    Shrunk,

    /// <summary>What was checked before has been changed since.</summary>
    Rewritten,

    /// <summary>A file that the checkpoint covers is not there.</summary>
    Missing,

    /// <summary>A file is not what such a file has to be.</summary>
    Malformed,

    /// <summary>An entry's bytes are not those whose hash is published.</summary>
    LeafHash,

    /// <summary>A tile of hashes is not made of the hashes below it.</summary>
    Tile,

    /// <summary>Everything served fits together, but not with the root that was signed.</summary>
    Root,

    /// <summary>An entry is not what the rules lead to.</summary>
    Entry,
}

/// <summary>One thing that is wrong with a log, in plain words.</summary>
public sealed record VerifyFinding
{
    private const int TextLengthMax = 1_200;

    /// <summary>Makes a finding. What a stranger wrote is made safe to print.</summary>
    public VerifyFinding(FindingKind kind, string text) => (Kind, Text) = (kind, AuditFinding.Plain(text, TextLengthMax));

    /// <summary>What kind of thing.</summary>
    public FindingKind Kind { get; }

    /// <summary>What is wrong, in one or two sentences.</summary>
    public string Text { get; }

    /// <summary>The first entry at fault; null where it is no entry's.</summary>
    public long? Sequence { get; init; }

    /// <summary>What the audit says of the entry; null for every other kind of finding.</summary>
    public AuditFinding? Entry { get; init; }

    /// <summary>The finding of an audit.</summary>
    public static VerifyFinding Of(AuditFinding entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new VerifyFinding(FindingKind.Entry, entry.ToString()) { Sequence = entry.Sequence, Entry = entry };
    }
}

/// <summary>Ends a check at a finding behind which nothing can be checked.</summary>
internal sealed class CheckEndedException(VerifyFinding finding) : Exception(finding.Text)
{
    public CheckEndedException(FindingKind kind, string text, long? sequence = null)
        : this(new VerifyFinding(kind, text) { Sequence = sequence })
    {
    }

    public VerifyFinding Finding { get; } = finding;
}
