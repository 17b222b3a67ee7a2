using System.Collections.Immutable;
using Portal.Admin.Sessions;
using Portal.Settlement;
using Portal.Storage.Audit;
using Portal.Storage.People;

namespace Portal.Admin.Audit;

/// <summary>What everybody inside may read of who did what. Each call asks the database first who is asking.</summary>
public sealed class AuditReading(CurrentPerson current, AuditStore audit)
{
    /// <summary>Rows of a page.</summary>
    public const int PageRows = 50;

    /// <summary>A page, newest first.</summary>
    /// <param name="person">Only what this handle did; null or empty for everybody.</param>
    /// <param name="action">Only this action; null or empty for every one.</param>
    /// <param name="before">The last sequence of the page before; null from the newest on.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The rows; or a problem, when both person and action are named.</returns>
    /// <exception cref="NotAllowedException">Nobody is signed in any more.</exception>
    public async Task<Checked<ImmutableArray<AuditRow>>> ReadAsync(string? person, string? action, long? before, CancellationToken cancellation)
    {
        await current.RequireAsync(PersonRole.Viewer, cancellation);
        var (who, what) = (Given(person), Given(action));
        return who is not null && what is not null
            ? new Problem("one-of-two", "action", "Look for a person or for an action, not for both at once.")
            : ImmutableArray.CreateRange(await audit.ReadPageAsync(who, what, before, PageRows, cancellation));
    }

    /// <summary>Goes through the whole chain of hashes.</summary>
    /// <returns>The first row that does not follow from those before it, or is missing; null when all of them do.</returns>
    /// <exception cref="NotAllowedException">Nobody is signed in any more.</exception>
    public async Task<long?> FindBreakAsync(CancellationToken cancellation)
    {
        await current.RequireAsync(PersonRole.Viewer, cancellation);
        return await audit.FindBreakAsync(cancellation);
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
