using Portal.Storage.Database;

namespace Portal.Storage.People;

/// <summary>What happened at the door, per person; append-only.</summary>
public sealed class SignInStore(PortalDatabase database)
{
    /// <summary>The longest page.</summary>
    public const int PageMax = 200;

    private static readonly SqlText Insert = SqlText.Same("""
        INSERT INTO sign_in (person_id, at_ms, entry, address, user_agent, method, outcome)
        VALUES (@PersonId, @AtMs, @Entry, @Address, @UserAgent, @Method, @Outcome)
        """);

    /// <summary>Adds one.</summary>
    public Task AddAsync(SignInRow row, CancellationToken cancellation) => database.WriteAsync(Insert, row, cancellation);

    private static readonly SqlText SelectPage = SqlText.Limited("""
        SELECT person_id, at_ms, entry, address, user_agent, method, outcome
        FROM sign_in
        WHERE person_id = @PersonId
        ORDER BY at_ms DESC, entry DESC
        LIMIT @Limit
        """);

    /// <summary>A person's newest, newest first.</summary>
    /// <param name="personId">Whose.</param>
    /// <param name="limit">1 to <see cref="PageMax"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<IReadOnlyList<SignInRow>> ReadNewestAsync(string personId, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageMax);
        return database.ReadAsync<SignInRow>(SelectPage, new { PersonId = personId, Limit = limit }, cancellation);
    }
}
