using Microsoft.Data.Sqlite;
using Portal.Storage.Database;
using Portal.Storage.Leases;
using Portal.Storage.Ledger;

namespace Portal.Storage.Tests.Ledger;

public sealed class AppendTransactionTests
{
    private static readonly string[] Tables =
        ["ledger_entry", "liquidation", "settled_record", "rollup", "fund_state", "source_state", "source_flow", "quarantine"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Engines))]
    public async Task Writers_that_compete_leave_no_gap_and_lose_no_count(SqlEngine engine)
    {
        const int Writers = 4;
        const int AppendsEach = 25;
        await using var test = await TestDatabase.CreateAsync(engine);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(
            async () =>
            {
                // Each with its own database object and connection, as another process would have.
                using var ledger = Open(test.OpenAgain());
                for (var done = 0; done < AppendsEach;)
                {
                    var head = await ledger.ReadHeadAsync(Cancellation);
                    done += await AppendAsync(ledger, head.Sequence) is AppendOutcome.Committed ? 1 : 0;
                }
            },
            Cancellation)));

        using var reader = Open(test.Database);
        var entries = await reader.ReadEntriesAsync(0, LedgerStore.PageMax, Cancellation);
        Assert.Equal(Enumerable.Range(1, Writers * AppendsEach * 2).Select(number => (long)number), entries.Select(entry => entry.Sequence));
        Assert.Equal(Writers * AppendsEach * 2, await test.ScalarAsync<long>("SELECT settled FROM source_state"));
        Assert.Equal(Writers * AppendsEach * 2, (await reader.ReadHeadAsync(Cancellation)).Sequence);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_writer_that_comes_too_late_changes_nothing_and_may_go_on(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = Open(test.Database);
        await ledger.AppendAsync(Make.Liquidations(0, 2), Cancellation);

        Assert.Equal(AppendOutcome.HeadMoved, await ledger.AppendAsync(Make.Liquidations(0, 3), Cancellation));
        Assert.Equal(AppendOutcome.HeadMoved, await ledger.AppendAsync(Make.Liquidations(5, 3), Cancellation));

        Assert.Equal(2, await test.CountAsync("ledger_entry"));
        Assert.Equal(AppendOutcome.Committed, await ledger.AppendAsync(Make.Liquidations(2, 1), Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_worker_whose_lease_was_taken_can_append_no_more(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = Open(test.Database);
        var leases = new LeaseStore(test.Database);
        var mine = await leases.TryTakeAsync("mine", "http://one", 0, 0, Cancellation);
        Assert.Equal(AppendOutcome.Committed, await ledger.AppendAsync(Make.Liquidations(0, 1, fence: mine), Cancellation));

        var lease = await leases.ReadAsync(Cancellation);
        var theirs = await leases.TryTakeAsync("theirs", "http://two", lease.Fence, lease.Beat, Cancellation);

        Assert.Equal(AppendOutcome.FenceLost, await ledger.AppendAsync(Make.Liquidations(1, 1, fence: mine), Cancellation));
        Assert.Equal(AppendOutcome.Committed, await ledger.AppendAsync(Make.Liquidations(1, 1, fence: theirs), Cancellation));
        Assert.Equal(AppendOutcome.HeadMoved, await ledger.AppendAsync(Make.Liquidations(1, 1, fence: theirs), Cancellation));
        Assert.Equal(AppendOutcome.Committed, await ledger.AppendAsync(Make.Liquidations(2, 1), Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_append_that_fails_in_its_last_row_leaves_nothing(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = Open(test.Database);
        var append = Make.Liquidations(0, 3) with
        {
            // Its reason is one that the table refuses.
            Quarantined = [Make.Quarantined("a"), Make.Quarantined("b", reason: "nonsense")],
        };

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ledger.AppendAsync(append, Cancellation));

        foreach (var table in Tables)
        {
            Assert.Equal(0, await test.CountAsync(table));
        }

        Assert.Equal(0, (await ledger.ReadHeadAsync(Cancellation)).Sequence);
        Assert.Equal(AppendOutcome.Committed, await ledger.AppendAsync(Make.Liquidations(0, 3), Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_event_is_never_settled_twice(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = Open(test.Database);
        await ledger.AppendAsync(Make.Liquidations(0, 1), Cancellation);
        var again = Make.Liquidations(1, 1) with { SettledRecords = [Make.Settled(2, "id-1")] };

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ledger.AppendAsync(again, Cancellation));

        Assert.Equal(1, await test.CountAsync("ledger_entry"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_signal_rings_for_what_is_committed_and_for_nothing_else(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var signal = new LedgerSignal(TimeProvider.System);
        using var ledger = new LedgerStore(test.Database, signal);

        await ledger.AppendAsync(Make.Liquidations(0, 2), Cancellation);
        await ledger.AppendAsync(Make.Liquidations(0, 4), Cancellation);

        Assert.Equal(2, signal.Sequence);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_database_that_stays_locked_is_reported_as_something_that_passes()
    {
        await using var test = await TestDatabase.CreateAsync(SqlEngine.Sqlite);
        using var ledger = Open(test.Database);
        await using var other = new SqliteConnection(test.ConnectionString);
        await other.OpenAsync(Cancellation);
        await using (await other.BeginTransactionAsync(Cancellation))
        {
            await Assert.ThrowsAsync<TransientStorageException>(() => ledger.AppendAsync(Make.Liquidations(0, 1), Cancellation));
        }

        Assert.Equal(AppendOutcome.Committed, await ledger.AppendAsync(Make.Liquidations(0, 1), Cancellation));
    }

    [Fact]
    public async Task A_reader_is_not_held_up_by_a_writer_in_the_middle_of_its_work()
    {
        await using var test = await TestDatabase.CreateAsync(SqlEngine.Sqlite);
        using var ledger = Open(test.Database);
        await ledger.AppendAsync(Make.Liquidations(0, 1), Cancellation);
        await using var other = new SqliteConnection(test.ConnectionString);
        await other.OpenAsync(Cancellation);
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        await using var insert = other.CreateCommand();
        insert.CommandText = "UPDATE ledger_head SET sequence = 99";
        await insert.ExecuteNonQueryAsync(Cancellation);

        Assert.Equal(1, (await ledger.ReadHeadAsync(Cancellation)).Sequence);
    }

    private static async Task<AppendOutcome?> AppendAsync(LedgerStore ledger, long expected)
    {
        try
        {
            return await ledger.AppendAsync(Make.Liquidations(expected, 2), Cancellation);
        }
        catch (TransientStorageException)
        {
            return null;
        }
    }

    private static LedgerStore Open(PortalDatabase database) => new(database, new LedgerSignal(TimeProvider.System));
}
