using Portal.Storage.Database;
using Portal.Storage.Deleveraging;
using Portal.Storage.Schema;

namespace Portal.Storage.Tests.Deleveraging;

/// <summary>A ledger from before there were events gets them from its own entries, and what is in quarantine stays.</summary>
public sealed class EarlierLedgerTests
{
    private const int Before = 11;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Events_and_losses_are_found_in_what_is_there(SqlEngine engine)
    {
        await using var test = await OldAsync(engine);

        await new SchemaMigration(test.Database, TimeProvider.System).ApplyAsync(Cancellation);

        var events = await new AdlEventStore(test.Database).ReadPageAsync(null, null, 10, Cancellation);
        Assert.Equal(
            [(9L, (long?)null, 5L, 1L, 0L), (3L, 6L, 20L, 1L, 0L)],
            events.Select(static one => (one.StartSequence, one.EndSequence, one.UncoveredUnits, one.LossCount, one.LowestUnits)));
        var losses = await new AdlLossStore(test.Database).ReadPageAsync(3, null, 10, Cancellation);
        Assert.Equal([(4L, 30L, 1L), (2L, 20L, 0L)], losses.Select(static loss => (loss.Sequence, loss.UncoveredUnits, loss.Reversed)));
        Assert.Equal(9, await new AdlProposalStore(test.Database).ReadHeadAsync(Cancellation));
        Assert.Equal(("odd", 3L), (await test.ScalarAsync<string>("SELECT problem_code FROM quarantine WHERE id = 4"), await test.ScalarAsync<long>("SELECT payload_bytes FROM quarantine WHERE id = 4")));
        await test.ExecuteAsync("UPDATE quarantine SET kind = 2 WHERE id = 4");
    }

    // 2 starts ADL with 3, 4 is taken back by 5, 6 stops it, 8 starts it again with 9.
    private static async Task<TestDatabase> OldAsync(SqlEngine engine)
    {
        var test = await TestDatabase.CreateEmptyAsync(engine);
        await test.ExecuteAsync("CREATE TABLE schema_version (version BIGINT NOT NULL PRIMARY KEY, name VARCHAR(128) NOT NULL, applied_at_ms BIGINT NOT NULL)");
        foreach (var script in SchemaScript.AllOf(engine).Take(Before))
        {
            foreach (var batch in script.Batches())
            {
                await test.ExecuteAsync(batch);
            }

            await test.ExecuteAsync("INSERT INTO schema_version (version, name, applied_at_ms) VALUES (@Version, @Name, 0)", new { script.Version, script.Name });
        }

        string[] kinds = ["opening", "liquidation", "adl", "liquidation", "reversal", "adl", "liquidation", "liquidation", "adl"];
        for (var sequence = 1; sequence <= kinds.Length; sequence++)
        {
            await test.ExecuteAsync(
                """
                INSERT INTO ledger_entry (sequence, fund_id, fund_sequence, kind, is_decision, recorded_at_ms, occurred_at_ms, balance_before_units, balance_after_units, leaf_hash, bytes)
                VALUES (@Sequence, 'usdt', @Sequence, @Kind, @Decision, 1, 1, 0, 0, @Hash, @Hash)
                """,
                new { Sequence = (long)sequence, Kind = kinds[sequence - 1], Decision = kinds[sequence - 1] == "adl" ? 1 : 0, Hash = Make.Hash("h") });
        }

        foreach (var (sequence, uncovered) in new[] { (2L, 20L), (4L, 30L), (7L, 0L), (8L, 5L) })
        {
            await test.ExecuteAsync(
                """
                INSERT INTO liquidation (sequence, fund_id, symbol, position_side, outcome, occurred_at_ms, recorded_at_ms, residual_units, surplus_units, draw_units, uncovered_units)
                VALUES (@Sequence, 'usdt', 'BTCUSDT', 0, @Outcome, 1, 1, 0, 0, 0, @Uncovered)
                """,
                new { Sequence = sequence, Outcome = uncovered > 0 ? 3 : 1, Uncovered = uncovered });
        }

        await test.ExecuteAsync("INSERT INTO reversal (sequence, reversed_sequence) VALUES (5, 4)");
        await test.ExecuteAsync("UPDATE ledger_head SET sequence = 9 WHERE id = 1");
        await test.ExecuteAsync(
            """
            INSERT INTO quarantine (id, source, kind, external_id, reason, problem_code, problem_field, problem_detail, payload_hash, payload, stored_sequence,
              first_seen_ms, last_seen_ms, times, status, closed_by_sequence, payload_deleted_at_ms, payload_bytes)
            VALUES (4, 'engine', 1, @Id, 'rejected', 'odd', NULL, 'It is odd.', @Hash, @Id, NULL, 1, 2, 3, 'open', NULL, NULL, 3)
            """,
            new { Id = Make.Id("q-4"), Hash = Make.Hash("q") });
        return test;
    }
}
