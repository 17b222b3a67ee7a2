using Portal.Storage.Audit;
using Portal.Storage.People;

namespace Portal.Admin.Sessions;

/// <summary>Who is at work, as the database said a moment ago.</summary>
/// <param name="PersonId">The person's id.</param>
/// <param name="Handle">The name that the ledger and the audit show.</param>
/// <param name="Email">For operators' eyes alone.</param>
/// <param name="Role">What the person may do.</param>
/// <param name="Address">The network address of the connection.</param>
/// <param name="SignedInAt">When the session began.</param>
/// <param name="Method">How it began, as in <see cref="SignInRow.Method"/>.</param>
public sealed record SignedInPerson(
    string PersonId, string Handle, string Email, PersonRole Role, string Address, DateTimeOffset SignedInAt, string Method)
{
    /// <summary>Whether the person may do what a role may.</summary>
    public bool May(PersonRole role) => Role >= role;

    /// <summary>What the audit is to say about something this person does.</summary>
    /// <param name="at">When.</param>
    /// <param name="action">What, in dotted words.</param>
    /// <param name="subject">To what.</param>
    /// <param name="details">The rest as a JSON object.</param>
    public AuditDraft Did(DateTimeOffset at, string action, string subject, string details = "{}") => new(at, Handle, Address, action, subject, details);
}
