using Portal.Storage.Database;

namespace Portal.Storage.People;

/// <summary>Who is inside the operators' half. Every request asks it, so what it ends is over at once.</summary>
public sealed class AdminSessionStore(PortalDatabase database)
{
    /// <summary>How many of a person's sessions are shown.</summary>
    public const int PageMax = 50;

    private static readonly SqlText Insert = SqlText.Same("""
        INSERT INTO admin_session
          (session_hash, person_id, security_stamp, method, address, user_agent, created_at_ms, last_seen_at_ms, ended_at_ms)
        VALUES (@SessionHash, @PersonId, @SecurityStamp, @Method, @Address, @UserAgent, @CreatedAtMs, @LastSeenAtMs, @EndedAtMs)
        """);

    /// <summary>Begins one.</summary>
    public Task AddAsync(AdminSessionRow row, CancellationToken cancellation) => database.WriteAsync(Insert, row, cancellation);

    private static readonly SqlText SelectHolding = SqlText.Same("""
        SELECT p.person_id, p.email, p.handle, p.role, s.created_at_ms, s.last_seen_at_ms, s.method
        FROM admin_session AS s
        INNER JOIN person AS p ON p.person_id = s.person_id
        WHERE s.session_hash = @SessionHash AND s.ended_at_ms IS NULL AND s.security_stamp = p.security_stamp AND p.disabled_at_ms IS NULL
          AND s.created_at_ms > @CreatedAfterMs AND s.last_seen_at_ms > @SeenAfterMs
        """);

    /// <summary>The session if it holds: not ended, its person not shut out and with the same stamp, neither too old nor idle too long.</summary>
    /// <param name="sessionHash">SHA-256 of what the cookie holds.</param>
    /// <param name="createdAfter">Sessions that began at this time or before are over.</param>
    /// <param name="seenAfter">Sessions last seen at this time or before are over.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<HoldingSessionRow?> FindHoldingAsync(
        byte[] sessionHash, DateTimeOffset createdAfter, DateTimeOffset seenAfter, CancellationToken cancellation) =>
        database.ReadFirstAsync<HoldingSessionRow>(
            SelectHolding,
            new { SessionHash = sessionHash, CreatedAfterMs = createdAfter.ToUnixTimeMilliseconds(), SeenAfterMs = seenAfter.ToUnixTimeMilliseconds() },
            cancellation);

    private static readonly SqlText Touch = SqlText.Same("""
        UPDATE admin_session SET last_seen_at_ms = @NowMs WHERE session_hash = @SessionHash AND ended_at_ms IS NULL AND last_seen_at_ms < @NowMs
        """);

    /// <summary>Notes that the person did something.</summary>
    public Task TouchAsync(byte[] sessionHash, DateTimeOffset now, CancellationToken cancellation) =>
        database.WriteAsync(Touch, new { SessionHash = sessionHash, NowMs = now.ToUnixTimeMilliseconds() }, cancellation);

    private static readonly SqlText End = SqlText.Same("""
        UPDATE admin_session SET ended_at_ms = @NowMs WHERE session_hash = @SessionHash AND ended_at_ms IS NULL
        """);

    /// <summary>Ends one session; false when it was over.</summary>
    public async Task<bool> EndAsync(byte[] sessionHash, DateTimeOffset now, CancellationToken cancellation) =>
        await database.WriteAsync(End, new { SessionHash = sessionHash, NowMs = now.ToUnixTimeMilliseconds() }, cancellation) == 1;

    private static readonly SqlText SelectOpen = SqlText.Limited("""
        SELECT s.session_hash, s.person_id, s.security_stamp, s.method, s.address, s.user_agent, s.created_at_ms, s.last_seen_at_ms, s.ended_at_ms
        FROM admin_session AS s
        INNER JOIN person AS p ON p.person_id = s.person_id AND p.security_stamp = s.security_stamp
        WHERE s.person_id = @PersonId AND s.ended_at_ms IS NULL AND s.created_at_ms > @CreatedAfterMs AND s.last_seen_at_ms > @SeenAfterMs
        ORDER BY s.created_at_ms DESC
        LIMIT @Limit
        """);

    /// <summary>A person's sessions that hold, newest first, at most <see cref="PageMax"/>.</summary>
    /// <param name="personId">Whose.</param>
    /// <param name="createdAfter">Sessions that began at this time or before are over.</param>
    /// <param name="seenAfter">Sessions last seen at this time or before are over.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<IReadOnlyList<AdminSessionRow>> ReadOpenAsync(
        string personId, DateTimeOffset createdAfter, DateTimeOffset seenAfter, CancellationToken cancellation) =>
        database.ReadAsync<AdminSessionRow>(
            SelectOpen,
            new
            {
                PersonId = personId,
                CreatedAfterMs = createdAfter.ToUnixTimeMilliseconds(),
                SeenAfterMs = seenAfter.ToUnixTimeMilliseconds(),
                Limit = PageMax,
            },
            cancellation);
}
