using System.Text.Json.Nodes;

namespace Portal.Storage.Audit;

/// <summary>What is to be written into the audit.</summary>
/// <param name="At">When.</param>
/// <param name="Person">The public handle of who did it; <c>operator</c> for the command line.</param>
/// <param name="Address">From which network address; <c>local</c> for the command line.</param>
/// <param name="Action">What was done, in dotted words, for example <c>person.role-changed</c>; at most 64 characters.</param>
/// <param name="Subject">To what or whom; at most 256 characters.</param>
/// <param name="Details">The rest as a JSON object; <c>{}</c> when there is none.</param>
public sealed record AuditDraft(DateTimeOffset At, string Person, string Address, string Action, string Subject, string Details = "{}")
{
    /// <summary>The same with one more thing that is so, for example <c>"alone":true</c>; null adds nothing.</summary>
    internal AuditDraft Noting(string? fact)
    {
        if (fact is null)
        {
            return this;
        }

        var details = JsonNode.Parse(Details)!.AsObject();
        details[fact] = true;
        return this with { Details = details.ToJsonString() };
    }
}

/// <summary>One row of the audit.</summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="AtMs">When, Unix ms.</param>
/// <param name="Person">Who.</param>
/// <param name="Address">From where.</param>
/// <param name="Action">What.</param>
/// <param name="Subject">To what.</param>
/// <param name="Details">A JSON object.</param>
/// <param name="EntryHash">As <see cref="AuditChain.HashOf"/> computes it.</param>
public sealed record AuditRow(
    long Sequence, long AtMs, string Person, string Address, string Action, string Subject, string Details, byte[] EntryHash)
{
    internal const string Columns = "sequence, at_ms, person, address, action, subject, details, entry_hash";
}
