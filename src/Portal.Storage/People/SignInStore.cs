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

    // The same for each person by one index, however many attempts there were before.
    private static readonly SqlText SelectSummaries = SqlText.Same("""
        SELECT person.person_id,
          COALESCE((SELECT MAX(at_ms) FROM sign_in WHERE sign_in.person_id = person.person_id AND outcome = 'signed-in'), 0) AS last_signed_in_at_ms,
          (SELECT CAST(COUNT(*) AS BIGINT) FROM sign_in
            WHERE sign_in.person_id = person.person_id AND outcome = 'refused' AND at_ms > @SinceMs) AS refused_count,
          (SELECT CAST(COUNT(*) AS BIGINT) FROM sign_in
            WHERE sign_in.person_id = person.person_id AND outcome = 'locked' AND at_ms > @SinceMs) AS locked_count
        FROM person
        """);

    /// <summary>For each person, when somebody last signed in as that person, and how many wrong attempts there were since a time.</summary>
    /// <param name="since">Attempts after it are counted. At the door's pace there are 480 a day at most.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<IReadOnlyList<SignInSummaryRow>> ReadSummariesAsync(DateTimeOffset since, CancellationToken cancellation) =>
        database.ReadAsync<SignInSummaryRow>(SelectSummaries, new { SinceMs = since.ToUnixTimeMilliseconds() }, cancellation);
}
