namespace Portal.Storage.Ledger;

/// <summary>What became of an append.</summary>
public enum AppendOutcome
{
    /// <summary>It is stored for good.</summary>
    Committed,

    /// <summary>Another writer was first; nothing is stored. Read the head and everything after the old one, and settle again.</summary>
    HeadMoved,

    /// <summary>Another worker settles now; nothing is stored. Stop settling.</summary>
    FenceLost,

    /// <summary>What was to be written beside it can't be any more; nothing is stored.</summary>
    Refused,
}
