using System.Data.Common;
using Portal.Storage.Database;
using Portal.Storage.Ledger;

namespace Portal.Storage.Tests.Ledger;

/// <summary>The database itself refuses to change what is settled.</summary>
public sealed class AppendOnlyTests
{
    public static TheoryData<SqlEngine, string> Attempts { get; } = Combine(
        "UPDATE ledger_entry SET balance_after_units = 0 WHERE sequence = 1",
        "UPDATE ledger_entry SET sequence = 9 WHERE sequence = 1",
        "DELETE FROM ledger_entry WHERE sequence = 1",
        "DELETE FROM ledger_entry",
        "UPDATE liquidation SET draw_units = 0 WHERE sequence = 1",
        "DELETE FROM liquidation WHERE sequence = 1",
        "UPDATE reversal SET reversed_sequence = 2 WHERE sequence = 3",
        "DELETE FROM reversal WHERE sequence = 3");

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task What_is_settled_stays(SqlEngine engine, string attempt)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        await ledger.AppendAsync(Make.Liquidations(0, 2), TestContext.Current.CancellationToken);
        await ledger.AppendAsync(Reversal(2, reversed: 1), TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAnyAsync<DbException>(() => test.ExecuteAsync(attempt));

        Assert.Contains("is append-only", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(3, await test.CountAsync("ledger_entry"));
        Assert.Equal(2, await test.CountAsync("liquidation"));
        Assert.Equal(1, await test.CountAsync("reversal"));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_entry_is_taken_back_once_and_a_second_time_leaves_nothing(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        await ledger.AppendAsync(Make.Liquidations(0, 2), TestContext.Current.CancellationToken);
        await ledger.AppendAsync(Reversal(2, reversed: 1), TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<DbException>(() => ledger.AppendAsync(Reversal(3, reversed: 1), TestContext.Current.CancellationToken));

        Assert.Equal(3, await test.CountAsync("ledger_entry"));
        Assert.Equal(AppendOutcome.Committed, await ledger.AppendAsync(Reversal(3, reversed: 2), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_insert_that_replaces_is_refused_too()
    {
        await using var test = await TestDatabase.CreateAsync(SqlEngine.Sqlite);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));
        await ledger.AppendAsync(Make.Liquidations(0, 1), TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAnyAsync<DbException>(() => test.ExecuteAsync("""
            INSERT OR REPLACE INTO liquidation SELECT sequence, fund_id, symbol, position_side, outcome, occurred_at_ms, recorded_at_ms,
              0, 0, 0, 0 FROM liquidation
            """));

        Assert.Contains("is append-only", refusal.Message, StringComparison.Ordinal);
    }

    private static LedgerAppend Reversal(long after, long reversed) => new()
    {
        ExpectedSequence = after,
        TreeEdge = [],
        Entries = [Make.Entry(after + 1, decision: true)],
        Reversals = [new ReversalRow(after + 1, reversed)],
    };

    private static TheoryData<SqlEngine, string> Combine(params string[] attempts)
    {
        var combined = new TheoryData<SqlEngine, string>();
        foreach (var attempt in attempts)
        {
            combined.Add(SqlEngine.Sqlite, attempt);
            combined.Add(SqlEngine.SqlServer, attempt);
        }

        return combined;
    }
}
