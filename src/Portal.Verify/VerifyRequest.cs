namespace Portal.Verify;

/// <summary>What is to be checked, and how.</summary>
public sealed record VerifyRequest
{
    /// <summary>The portal's address, or a folder with a log's files.</summary>
    public required string Location { get; init; }

    /// <summary>Where the state of the last check is kept and that of this one written; null checks everything and keeps nothing.</summary>
    public string? StateFile { get; init; }

    /// <summary>The log's key as a vkey; null believes the state's, or else the one that the server names.</summary>
    public string? Key { get; init; }

    /// <summary>A folder in which every file that is read is kept; null keeps none.</summary>
    public string? SaveFolder { get; init; }

    /// <summary>Whether the report is written as JSON.</summary>
    public bool AsJson { get; init; }
}
