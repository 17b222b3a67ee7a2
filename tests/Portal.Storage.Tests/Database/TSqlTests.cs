using Microsoft.SqlServer.TransactSql.ScriptDom;
using Portal.Storage.Database;
using Portal.Storage.Schema;

namespace Portal.Storage.Tests.Database;

/// <summary>Every T-SQL text is read by SQL Server's own parser and stays inside what Azure SQL and Babelfish run too.</summary>
public sealed class TSqlTests
{
    public static TheoryData<string> Names => SqlTexts.ForSqlServer;

    public static TheoryData<string> Scripts { get; } = [.. SchemaScript.AllOf(SqlEngine.SqlServer).Select(script => script.Name)];

    public static TheoryData<string> Refused { get; } =
    [
        "MERGE lease AS t USING (SELECT 1 AS id) AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET beat = 1;",
        "CREATE OR ALTER PROCEDURE p AS SELECT 1",
        "CREATE OR ALTER TRIGGER t ON lease AFTER UPDATE AS SELECT 1",
        "ALTER VIEW v AS SELECT 1 AS one",
        "ALTER TRIGGER t ON lease AFTER UPDATE AS SELECT 1",
        "CREATE TABLE t (a BIGINT, INDEX by_a (a))",
        "CREATE TABLE t (a BIGINT INDEX by_a)",
        "CREATE TABLE t (a BIGINT IDENTITY(1, 1))",
        "CREATE SEQUENCE s",
        "SELECT NEXT VALUE FOR s",
        "ALTER TABLE t ADD a BIGINT, b BIGINT",
        "ALTER TABLE t ALTER COLUMN a BIGINT NULL",
        "UPDATE lease SET beat += 1",
        "UPDATE lease SET @v = beat = 1",
        "WITH c AS (SELECT * FROM lease) UPDATE c SET beat = 1",
        "UPDATE lease SET beat = 1 OUTPUT deleted.beat",
        "SELECT TOP (5) PERCENT * FROM lease",
        "SELECT TOP (5) WITH TIES * FROM lease ORDER BY beat",
        "WAITFOR DELAY '00:00:01'",
        "SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY beat) OVER () FROM lease",
        "SELECT APPROX_COUNT_DISTINCT(beat) FROM lease",
        "SELECT HASHBYTES('SHA2_256', N'a')",
        "DENY SELECT ON lease TO r",
        "EXECUTE AS USER = 'u'",
        "IF EXISTS (SELECT 1 FROM lease WITH (UPDLOCK)) SELECT 1",
        "SELECT MAX(beat) FROM lease WITH (HOLDLOCK)",
        "INSERT INTO lease (id) SELECT id FROM lease WITH (UPDLOCK)",
        "CREATE TABLE t (a BIGINT, b DATETIME2(7))",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_query_stays_inside_the_subset(string name) => AssertAccepted(SqlTexts.All[name].SqlServer!);

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_schema_script_stays_inside_the_subset(string name) =>
        Assert.All(SchemaScript.AllOf(SqlEngine.SqlServer).Single(script => script.Name == name).Batches(), AssertAccepted);

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_does_not_run_everywhere_is_noticed(string text)
    {
        var (fragment, errors) = Parse(text);

        Assert.Empty(errors.Select(error => error.Message));
        Assert.NotEmpty(TSqlAvoided.In(fragment));
    }

    private static void AssertAccepted(string text)
    {
        var (fragment, errors) = Parse(text);

        Assert.Empty(errors.Select(error => $"{error.Line}: {error.Message}"));
        Assert.Empty(TSqlAvoided.In(fragment));
    }

    private static (TSqlFragment Fragment, IList<ParseError> Errors) Parse(string text)
    {
        using var reader = new StringReader(text);
        return (new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors), errors);
    }
}
