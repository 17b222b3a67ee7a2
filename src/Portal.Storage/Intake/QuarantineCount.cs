namespace Portal.Storage.Intake;

/// <summary>How many rows of one source are in quarantine with one status.</summary>
public sealed record QuarantineCount(string Source, string Status, long RowCount);
