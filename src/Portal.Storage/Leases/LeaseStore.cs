using Dapper;
using Portal.Storage.Database;

namespace Portal.Storage.Leases;

/// <summary>The right to settle, held by one process at a time. When a beat is too old is for the caller to judge, by its own clock.</summary>
public sealed class LeaseStore(PortalDatabase database)
{
    private static readonly SqlText Select = SqlText.Same("SELECT owner, fence, beat, address FROM lease WHERE id = 1");

    /// <summary>Who settles.</summary>
    public async Task<LeaseRow> ReadAsync(CancellationToken cancellation) =>
        await database.ReadFirstAsync<LeaseRow>(Select, null, cancellation)
        ?? throw new InvalidOperationException("The database has no lease; the schema is not applied.");

    // Compare and swap: whoever saw an older state than the one stored comes too late.
    private static readonly SqlText Take = SqlText.Same("""
        UPDATE lease
        SET owner = @Owner, address = @Address, fence = fence + 1, beat = beat + 1
        WHERE id = 1 AND fence = @SeenFence AND beat = @SeenBeat
        """);

    // In the same transaction: from its commit on the former owner's appends find no row.
    private static readonly SqlText RaiseHeadFence = SqlText.Same("UPDATE ledger_head SET fence = @Fence WHERE id = 1");

    /// <summary>Takes the lease if it is still as the caller saw it: its new fence, or null when somebody was first or the owner lives.</summary>
    public Task<long?> TryTakeAsync(string owner, string address, long seenFence, long seenBeat, CancellationToken cancellation) =>
        database.WriteTogetherAsync<long?>(
            async (connection, transaction) =>
            {
                var taken = await connection.ExecuteAsync(new CommandDefinition(
                    Take.For(database.Engine),
                    new { Owner = owner, Address = address, SeenFence = seenFence, SeenBeat = seenBeat },
                    transaction,
                    cancellationToken: cancellation));
                if (taken == 0)
                {
                    return null;
                }

                await connection.ExecuteAsync(new CommandDefinition(
                    RaiseHeadFence.For(database.Engine), new { Fence = seenFence + 1 }, transaction, cancellationToken: cancellation));
                return seenFence + 1;
            },
            cancellation);

    private static readonly SqlText Beat = SqlText.Same("""
        UPDATE lease SET beat = beat + 1 WHERE id = 1 AND owner = @Owner AND fence = @Fence
        """);

    /// <summary>Shows that the owner lives; false when the lease is no longer its own.</summary>
    public async Task<bool> BeatAsync(string owner, long fence, CancellationToken cancellation) =>
        await database.WriteAsync(Beat, new { Owner = owner, Fence = fence }, cancellation) == 1;

    private static readonly SqlText Release = SqlText.Same("""
        UPDATE lease SET owner = NULL, address = NULL, beat = beat + 1 WHERE id = 1 AND owner = @Owner AND fence = @Fence
        """);

    /// <summary>Gives the lease back; false when it was no longer its own.</summary>
    public async Task<bool> ReleaseAsync(string owner, long fence, CancellationToken cancellation) =>
        await database.WriteAsync(Release, new { Owner = owner, Fence = fence }, cancellation) == 1;
}
