using System.Text.Json;
using Portal.Settlement.Ledger;
using Portal.Storage.Audit;
using Portal.Storage.Ledger;
using Portal.Storage.People;

namespace Portal.Web.Commands;

/// <summary>What the audit says of a decision that was made on the command line: whoever has the machine made it, and from there.</summary>
internal static class CommandAudit
{
    /// <summary>Goes into the transaction of the decision, and names its entry.</summary>
    /// <param name="now">When.</param>
    /// <param name="action">What was done, in dotted words.</param>
    /// <param name="subject">To what; as long as it may be where it is longer.</param>
    /// <param name="detailsOf">The rest, once the entry is known.</param>
    public static DecisionRecord Of(DateTimeOffset now, string action, string subject, Func<LedgerEntry, object> detailsOf) => new(entries =>
        new AuditDraft(now, InvitationStore.CommandLine, "local", action, subject, JsonSerializer.Serialize(detailsOf(DecisionRecord.MainOf(entries)))));
}
