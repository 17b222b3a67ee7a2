using Portal.Worker.Settling;

namespace Portal.Worker.Intake;

/// <summary>The words of the contract for what became of a record.</summary>
public static class RecordStatusText
{
    /// <summary>The word for a status.</summary>
    public static string Of(RecordStatus status) => status switch
    {
        RecordStatus.Settled => "settled",
        RecordStatus.Duplicate => "duplicate",
        RecordStatus.Conflict => "conflict",
        _ => "rejected",
    };

    /// <summary>The status of a word; null when it is none.</summary>
    public static RecordStatus? Find(string? word) => word switch
    {
        "settled" => RecordStatus.Settled,
        "duplicate" => RecordStatus.Duplicate,
        "conflict" => RecordStatus.Conflict,
        "rejected" => RecordStatus.Rejected,
        _ => null,
    };
}
