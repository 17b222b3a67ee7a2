using System.Text;
using Portal.Storage.Intake;

namespace Portal.Admin.Pages.Quarantine;

/// <summary>What belongs to a record in quarantine, in words.</summary>
internal static class QuarantineWords
{
    /// <summary>The sender's id, or that there is none.</summary>
    public static string IdOf(QuarantineRow row) => row.ExternalId.Length == 0 ? "none that can be read" : Encoding.ASCII.GetString(row.ExternalId);

    /// <summary>How it stands.</summary>
    public static string Standing(QuarantineRow row) => row.Status switch
    {
        QuarantineRow.Open => "open",
        QuarantineRow.Corrected => $"put right by entry {row.ClosedBySequence}",
        _ => $"dismissed by entry {row.ClosedBySequence}",
    };
}
