namespace Portal.Worker.Intake;

/// <summary>What a record tells of. The numbers are stored.</summary>
public enum RecordKind
{
    /// <summary>A position closed by force.</summary>
    Liquidation = 0,

    /// <summary>Fees earned over a period.</summary>
    Fee = 1,

    /// <summary>A position closed by ADL for an uncovered loss.</summary>
    AdlFill = 2,
}
