using System.Data.Common;
using Portal.Storage.Audit;
using Portal.Storage.Database;
using Portal.Storage.TransparencyLog;

namespace Portal.Storage.Tests.TransparencyLog;

public sealed class LogStoreTests
{
    private static readonly AuditDraft Rotated = new(DateTimeOffset.FromUnixTimeMilliseconds(Make.StartMs), "operator", "local", "log.rotated", "log key 2");

    private static readonly LogKeyRow First = new(1, "log+00000001+key", 0, Make.StartMs, null);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_new_log_has_no_checkpoint_no_key_and_no_tile(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var log = new LogStore(test.Database);

        Assert.Null(await log.ReadCheckpointAsync(Cancellation));
        Assert.Empty(await log.ReadKeysAsync(Cancellation));
        Assert.Null(await log.ReadTileAsync(0, 0, Cancellation));
        Assert.Empty(await log.ReadRootsAsync(0, 0, 255, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_checkpoint_and_the_tiles_it_filled_are_read_as_they_were_published(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var log = await WithKeyAsync(test);
        LogTileRow[] tiles = [Tile(0, 0), Tile(0, 1), Tile(1, 0)];

        Assert.True(await log.TryPublishAsync(null, Point(0), [], Cancellation));
        Assert.True(await log.TryPublishAsync(Point(0), Point(600), tiles, Cancellation));

        Assert.Equivalent(Point(600), await log.ReadCheckpointAsync(Cancellation), strict: true);
        Assert.Equal(tiles[1].Hashes, await log.ReadTileAsync(0, 1, Cancellation));
        Assert.Equal(tiles[2].Hashes, await log.ReadTileAsync(1, 0, Cancellation));
        Assert.Equal([tiles[0].Root, tiles[1].Root], await log.ReadRootsAsync(0, 0, 255, Cancellation));
        Assert.Equal([tiles[1].Root], await log.ReadRootsAsync(0, 1, 255, Cancellation));
        Assert.Equal([tiles[0].Root], await log.ReadRootsAsync(0, 0, 1, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Of_two_who_build_on_the_same_checkpoint_one_publishes(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var log = await WithKeyAsync(test);
        var other = new LogStore(test.OpenAgain());
        Assert.True(await log.TryPublishAsync(null, Point(0), [], Cancellation));
        Assert.False(await other.TryPublishAsync(null, Point(0), [], Cancellation));

        Assert.True(await log.TryPublishAsync(Point(0), Point(300), [Tile(0, 0)], Cancellation));

        Assert.False(await other.TryPublishAsync(Point(0), Point(301), [Tile(0, 0)], Cancellation));
        Assert.False(await other.TryPublishAsync(Point(300) with { Root = Make.Hash("fork") }, Point(301), [], Cancellation));
        Assert.Equal(300, (await log.ReadCheckpointAsync(Cancellation))!.Size);
        Assert.Equal(1, await test.CountAsync("log_tile"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_tile_that_can_t_be_stored_leaves_the_checkpoint_as_it_was(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var log = await WithKeyAsync(test);
        Assert.True(await log.TryPublishAsync(null, Point(300), [Tile(0, 0)], Cancellation));

        await Assert.ThrowsAnyAsync<DbException>(() => log.TryPublishAsync(Point(300), Point(600), [Tile(0, 1), Tile(0, 0)], Cancellation));

        Assert.Equal(300, (await log.ReadCheckpointAsync(Cancellation))!.Size);
        Assert.Equal(1, await test.CountAsync("log_tile"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_database_itself_refuses_a_smaller_or_another_checkpoint_and_changes_to_tiles_and_keys(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var log = await WithKeyAsync(test);
        Assert.True(await log.TryPublishAsync(null, Point(300), [Tile(0, 0)], Cancellation));
        string[] forbidden =
        [
            "UPDATE log_checkpoint SET size = 299", "UPDATE log_checkpoint SET root = @Hash", "DELETE FROM log_checkpoint",
            "UPDATE log_tile SET root = @Hash", "DELETE FROM log_tile", "UPDATE log_key SET from_size = 1", "DELETE FROM log_key",
        ];

        foreach (var statement in forbidden)
        {
            await Assert.ThrowsAnyAsync<DbException>(() => test.ExecuteAsync(statement, new { Hash = Make.Hash("other") }));
        }

        Assert.Equivalent(Point(300), await log.ReadCheckpointAsync(Cancellation), strict: true);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_key_follows_the_one_before_it_and_no_other(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var log = new LogStore(test.Database);

        Assert.False(await log.TryAddKeyAsync(First with { Generation = 2 }, Cancellation));
        Assert.True(await log.TryAddKeyAsync(First, Cancellation));
        Assert.False(await log.TryAddKeyAsync(First, Cancellation));

        Assert.Equivalent(First, Assert.Single(await log.ReadKeysAsync(Cancellation)), strict: true);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task After_a_handover_the_old_key_publishes_nothing_and_the_new_one_goes_on(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var log = await WithKeyAsync(test);
        Assert.True(await log.TryPublishAsync(null, Point(10), [], Cancellation));
        var last = Point(10, generation: 2) with { Note = [9, 9] };
        var successor = new LogKeyRow(2, "log+00000002+key", 10, Make.StartMs + 1, [9, 9]);

        Assert.True(await log.TryHandOverAsync(successor, last, Rotated, Cancellation));

        Assert.Equal("log.rotated", Assert.Single((await new AuditStore(test.Database).FindAsync(new AuditFilter(), null, 10, Cancellation)).Rows).Action);
        Assert.Equivalent(last, await log.ReadCheckpointAsync(Cancellation), strict: true);
        Assert.Equivalent(successor, (await log.ReadKeysAsync(Cancellation))[1], strict: true);
        Assert.False(await log.TryPublishAsync(Point(10), Point(11), [], Cancellation));
        Assert.True(await log.TryPublishAsync(last, Point(11, generation: 2), [], Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_handover_at_a_checkpoint_that_is_not_the_newest_changes_nothing(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var log = await WithKeyAsync(test);
        Assert.True(await log.TryPublishAsync(null, Point(10), [], Cancellation));

        Assert.False(await log.TryHandOverAsync(new LogKeyRow(2, "log+00000002+key", 9, Make.StartMs, [9]), Point(9, generation: 2), Rotated, Cancellation));

        Assert.Equal(0, await test.CountAsync("audit_entry"));
        Assert.Single(await log.ReadKeysAsync(Cancellation));
        Assert.Equivalent(Point(10), await log.ReadCheckpointAsync(Cancellation), strict: true);
    }

    private static async Task<LogStore> WithKeyAsync(TestDatabase test)
    {
        var log = new LogStore(test.Database);
        Assert.True(await log.TryAddKeyAsync(First, Cancellation));
        return log;
    }

    private static LogCheckpointRow Point(long size, long generation = 1) =>
        new(size, Make.Hash($"root {size}"), generation, Make.StartMs + size, [.. Make.Hash($"note {size}")]);

    private static LogTileRow Tile(long level, long index) =>
        new(level, index, Make.Hash($"tile {level}/{index}"), [.. Enumerable.Range(0, 256).SelectMany(at => Make.Hash($"{level}/{index}/{at}"))]);
}
