using Portal.Admin.Shell;
using Portal.Storage.Proposals;

namespace Portal.Admin.Pages.Proposals;

/// <summary>How a proposal stands, in words.</summary>
internal static class ProposalWords
{
    /// <summary>How it ended, when and by whom.</summary>
    public static string Ended(ProposalRow row) => row.Status switch
    {
        ProposalRow.Open => "open",
        ProposalRow.Done => $"carried out {TimeOf.Minute(row.ClosedAtMs)}, approved last by {row.ClosedBy}",
        ProposalRow.Refused => $"refused {TimeOf.Minute(row.ClosedAtMs)} by {row.ClosedBy}",
        _ => $"taken back {TimeOf.Minute(row.ClosedAtMs)} by {row.ClosedBy}",
    };

    /// <summary>How many approvals are there and how many it takes.</summary>
    public static string Approvals(int there, int needed) => (there, needed) switch
    {
        (_, 1) => "It takes one approval.",
        (0, _) => $"It takes {needed} approvals, because with the withdrawals of the last 24 hours it is a large part of the balance.",
        _ => $"It takes {needed} approvals; {there} {(there == 1 ? "is" : "are")} there.",
    };
}
