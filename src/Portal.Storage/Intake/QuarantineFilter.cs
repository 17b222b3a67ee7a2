namespace Portal.Storage.Intake;

/// <summary>Which records in quarantine a list shows. What is not set does not filter.</summary>
public sealed record QuarantineFilter
{
    /// <summary>Who sent it.</summary>
    public string? Source { get; init; }

    /// <summary>0 liquidation, 1 fee.</summary>
    public long? Kind { get; init; }

    /// <summary><see cref="QuarantineRow.Open"/>, <see cref="QuarantineRow.Corrected"/> or <see cref="QuarantineRow.Dismissed"/>.</summary>
    public string? Status { get; init; }

    /// <summary>The sender's id, its ASCII bytes, whole; empty for records without one that can be read.</summary>
    public byte[]? ExternalId { get; init; }

    /// <summary>The problem's stable name.</summary>
    public string? ProblemCode { get; init; }
}
