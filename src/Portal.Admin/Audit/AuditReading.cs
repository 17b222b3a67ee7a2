using Portal.Admin.Sessions;
using Portal.Storage.Audit;
using Portal.Storage.People;

namespace Portal.Admin.Audit;

/// <summary>What everybody inside may read of who did what. Each call asks the database first who is asking.</summary>
public sealed class AuditReading(CurrentPerson current, AuditStore audit, PersonStore people)
{
    /// <summary>Rows of a page.</summary>
    public const int PageRows = 50;

    /// <summary>A page, newest first.</summary>
    /// <param name="query">What is looked for; nothing is wrong with it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="NotAllowedException">Nobody is signed in any more.</exception>
    public async Task<AuditRows> FindAsync(AuditQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        await current.RequireAsync(PersonRole.Viewer, cancellation);
        return await audit.FindAsync(query.ToFilter(), query.BeforeSequence, PageRows, cancellation);
    }

    /// <summary>Who and what can be looked for: everybody there is and the command line, and every action that was ever done.</summary>
    /// <exception cref="NotAllowedException">Nobody is signed in any more.</exception>
    public async Task<(IReadOnlyList<string> People, IReadOnlyList<string> Actions)> ReadChoicesAsync(CancellationToken cancellation)
    {
        await current.RequireAsync(PersonRole.Viewer, cancellation);
        var handles = (await people.ReadAllAsync(cancellation)).Select(static person => person.Handle);
        return ([InvitationStore.CommandLine, .. handles], await audit.ReadActionsAsync(cancellation));
    }

    /// <summary>Goes through the whole chain of hashes.</summary>
    /// <returns>The first row that does not follow from those before it, or is missing; null when all of them do.</returns>
    /// <exception cref="NotAllowedException">Nobody is signed in any more.</exception>
    public async Task<long?> FindBreakAsync(CancellationToken cancellation)
    {
        await current.RequireAsync(PersonRole.Viewer, cancellation);
        return await audit.FindBreakAsync(cancellation);
    }
}
