using Portal.Storage.Database;
using Portal.Storage.Ledger;
using Portal.Storage.Schema;

namespace Portal.Storage.Tests.Schema;

public sealed class SchemaMigrationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_second_run_changes_nothing(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateEmptyAsync(engine);
        var migration = new SchemaMigration(test.Database, TimeProvider.System);

        Assert.Equal(migration.KnownVersion, await migration.ApplyAsync(Cancellation));
        Assert.Equal(0, await migration.ApplyAsync(Cancellation));
        Assert.Equal(migration.KnownVersion, await test.CountAsync("schema_version"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Of_several_processes_that_start_at_once_one_makes_the_schema(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateEmptyAsync(engine);
        var applied = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(
            () => new SchemaMigration(test.OpenAgain(), TimeProvider.System).ApplyAsync(Cancellation), Cancellation)));

        Assert.Equal(new SchemaMigration(test.Database, TimeProvider.System).KnownVersion, applied.Sum());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_database_of_a_newer_program_is_refused_in_words_and_left_alone(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await test.ExecuteAsync("INSERT INTO schema_version (version, name, applied_at_ms) VALUES (9000, 'from the future', 0)");

        var refusal = await Assert.ThrowsAsync<SchemaTooNewException>(
            () => new SchemaMigration(test.Database, TimeProvider.System).ApplyAsync(Cancellation));

        Assert.Equal(9000, refusal.Found);
        Assert.Contains("newer version of the portal", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_step_that_fails_leaves_nothing_of_itself_or_of_the_steps_with_it(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateEmptyAsync(engine);
        SchemaScript[] scripts = [new(1, "0001_good", "CREATE TABLE good (id BIGINT)"), new(2, "0002_bad", "CREATE TABLE bad (id BIGINT)\nGO\nSELECT * FROM nowhere")];
        if (engine is SqlEngine.Sqlite)
        {
            scripts[1] = scripts[1] with { Text = "CREATE TABLE bad (id BIGINT); SELECT * FROM nowhere" };
        }

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => new SchemaMigration(test.Database, TimeProvider.System, scripts).ApplyAsync(Cancellation));

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => test.CountAsync("good"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_new_database_has_a_head_before_the_first_entry(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var ledger = new LedgerStore(test.Database, new LedgerSignal(TimeProvider.System));

        var head = await ledger.ReadHeadAsync(Cancellation);

        Assert.Equal((0, 0), (head.Sequence, head.Fence));
        Assert.Empty(head.TreeEdge);
    }
}
