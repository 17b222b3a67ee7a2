using System.Globalization;
using Portal.Storage.Audit;
using Portal.Storage.Database;

namespace Portal.Storage.Tests.Audit;

/// <summary>Finding rows of the audit by everything at once, page by page, in both directions.</summary>
public sealed class AuditSearchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    public static IEnumerable<TheoryDataRow<SqlEngine, AuditFilter>> Filters => TestDatabase.Engines.SelectMany(engine => new AuditFilter[]
    {
        new(),
        new() { Person = "alice" },
        new() { Action = "rate.set" },
        new() { Person = "alice", Action = "rate.set" },
        new() { Subject = "proposal 1" },
        new() { Subject = "proposal 1 " },
        new() { Subject = "proposal" },
        new() { Subject = "Proposal" },
        new() { Person = "bob", Subject = "source x", FromMs = At(20) },
        new() { FromMs = At(10), ToMs = At(40) },
        new() { Person = "carol", FromMs = At(5), ToMs = At(50) },
        new() { Action = "key.added", ToMs = At(7) },
        new() { Person = "alice", Action = "key.added", Subject = "source", FromMs = At(3), ToMs = At(59) },
        new() { Person = "nobody" },
        new() { Subject = "\uD7FF" },
    }, static (engine, filter) => new TheoryDataRow<SqlEngine, AuditFilter>(engine.Data, filter));

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Every_filter_finds_what_a_look_at_all_rows_finds_in_both_directions_and_in_pages_of_any_size(SqlEngine engine, AuditFilter filter)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var audit = new AuditStore(test.Database);
        var rows = await WriteAsync(audit, 90);
        var expected = rows.Where(row => Holds(filter, row)).OrderByDescending(static row => row.AtMs).ThenByDescending(static row => row.Sequence).Select(static row => row.Sequence).ToArray();

        foreach (var limit in new[] { 1, 7, 100 })
        {
            Assert.Equal(expected, await AllAsync(before => audit.FindAsync(filter, before, limit, Cancellation)));
            Assert.Equal(expected.Reverse(), await AllAsync(after => audit.FindForwardAsync(filter, after, limit, Cancellation)));
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_subject_that_many_rows_begin_with_is_searched_a_stretch_at_a_time_and_the_page_says_how_far(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var audit = new AuditStore(test.Database);

        // More of one beginning than are put in order, at the very start, and then more others than one page looks at.
        await InsertAsync(test, 1, AuditStore.SubjectRowsMax + 1, "rare");
        await InsertAsync(test, AuditStore.SubjectRowsMax + 2, AuditStore.ExaminedMax + 10, "other");
        var filter = new AuditFilter { Subject = "ra" };

        var first = await audit.FindAsync(filter, null, 50, Cancellation);
        var second = await audit.FindAsync(filter, first.Next, 50, Cancellation);

        Assert.Empty(first.Rows);
        Assert.Equal(AuditStore.SubjectRowsMax + 1 + 11, first.Next);
        Assert.Equal(first.Next, first.SearchedToMs);
        Assert.Equal(AuditStore.SubjectRowsMax + 1, second.Rows[0].Sequence);
        Assert.Equal(50, second.Rows.Count);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_page_that_begins_behind_a_row_that_is_not_there_begins_at_the_newest(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var audit = new AuditStore(test.Database);
        await WriteAsync(audit, 3);

        Assert.Equal(3, (await audit.FindAsync(new AuditFilter(), 999, 10, Cancellation)).Rows.Count);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => audit.FindAsync(new AuditFilter(), null, AuditStore.PageMax + 1, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_actions_there_are_are_listed_once_each(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var audit = new AuditStore(test.Database);
        Assert.Empty(await audit.ReadActionsAsync(Cancellation));

        await WriteAsync(audit, 20);

        Assert.Equal(["key.added", "proposal.made", "rate.set"], await audit.ReadActionsAsync(Cancellation));
    }

    private static bool Holds(AuditFilter filter, AuditRow row) =>
        (filter.Person is null || row.Person == filter.Person)
        && (filter.Action is null || row.Action == filter.Action)
        && (filter.Subject is null || row.Subject.StartsWith(filter.Subject, StringComparison.Ordinal))
        && (filter.FromMs is null || row.AtMs >= filter.FromMs)
        && (filter.ToMs is null || row.AtMs < filter.ToMs);

    private static async Task<List<long>> AllAsync(Func<long?, Task<AuditRows>> read)
    {
        var found = new List<long>();
        for (long? next = null; ;)
        {
            var page = await read(next);
            found.AddRange(page.Rows.Select(static row => row.Sequence));
            Assert.InRange(found.Count, 0, 1_000);
            if (page.Next is null)
            {
                return found;
            }

            next = page.Next;
        }
    }

    private static long At(int minute) => Make.StartMs + (minute * 60_000L);

    // Two clocks that are not alike: some rows are later than the next one, and some as late.
    private static async Task<List<AuditRow>> WriteAsync(AuditStore audit, int count)
    {
        var rows = new List<AuditRow>();
        for (var number = 0; number < count; number++)
        {
            var draft = new AuditDraft(
                DateTimeOffset.FromUnixTimeMilliseconds(At((number * 2 / 3) - (number % 4 == 0 ? 5 : 0))),
                ((string[])["alice", "bob", "carol"])[number % 3],
                "::1",
                ((string[])["rate.set", "key.added", "proposal.made", "rate.set", "key.added"])[number % 5],
                number % 2 == 0 ? string.Create(CultureInfo.InvariantCulture, $"proposal {number / 2} (rate)") : number % 7 == 0 ? "\uD7FFodd" : "source x");
            rows.Add(await audit.AppendAsync(draft, Cancellation));
        }

        return rows;
    }

    // Past the chain, which is nothing that a search looks at.
    private static Task<int> InsertAsync(TestDatabase test, int from, int count, string subject) => test.ExecuteAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"""
        INSERT INTO audit_entry (sequence, at_ms, person, address, action, subject, details, entry_hash)
        SELECT n, n, 'alice', '::1', 'a', '{subject}', '{"{}"}', {(test.Database.Engine is SqlEngine.Sqlite ? "zeroblob(32)" : "CAST(0 AS BINARY(32))")}
        FROM ({Numbers(test.Database.Engine, from, count)}) AS numbers
        """));

    private static string Numbers(SqlEngine engine, int from, int count) => engine is SqlEngine.Sqlite
        ? string.Create(CultureInfo.InvariantCulture, $"WITH RECURSIVE counted(n) AS (SELECT {from} UNION ALL SELECT n + 1 FROM counted WHERE n < {from + count - 1}) SELECT n FROM counted")
        : string.Create(CultureInfo.InvariantCulture, $"SELECT TOP ({count}) {from} - 1 + ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) AS n FROM sys.all_columns AS a CROSS JOIN sys.all_columns AS b");
}
