namespace Portal.Storage.Database;

/// <summary>The answer to a COMMIT was lost: the append is either stored as a whole or not at all. Read it back to learn which.</summary>
public sealed class CommitUnknownException(Exception cause)
    : Exception($"Whether the last commit took place is unknown. {cause.Message}", cause);
