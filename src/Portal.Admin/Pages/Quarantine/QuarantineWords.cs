using System.Text;
using Portal.Admin.Proposals.Changes;
using Portal.Storage.Intake;
using Portal.Storage.Proposals;

namespace Portal.Admin.Pages.Quarantine;

/// <summary>What belongs to a record in quarantine, in words.</summary>
internal static class QuarantineWords
{
    /// <summary>The sender's id, or that there is none.</summary>
    public static string IdOf(QuarantineRow row) => row.ExternalId.Length == 0 ? "none that can be read" : Encoding.ASCII.GetString(row.ExternalId);

    /// <summary>What is proposed about it.</summary>
    public static string Proposed(ProposalRow proposal) => proposal.Kind == Correction.KindName ? "correction proposed" : "dismissal proposed";

    /// <summary>How it stands.</summary>
    public static string Standing(QuarantineRow row) => row.Status switch
    {
        QuarantineRow.Open => "open",
        QuarantineRow.Corrected => $"put right by entry {row.ClosedBySequence}",
        _ => $"dismissed by entry {row.ClosedBySequence}",
    };
}
