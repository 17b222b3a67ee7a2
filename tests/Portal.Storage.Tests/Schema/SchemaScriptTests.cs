using Dapper;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Portal.Storage.Database;
using Portal.Storage.Deleveraging;
using Portal.Storage.Funds;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;
using Portal.Storage.Liquidations;
using Portal.Storage.Rollups;
using Portal.Storage.Schema;

namespace Portal.Storage.Tests.Schema;

public sealed class SchemaScriptTests
{
    [Fact]
    public void Both_engines_have_the_same_steps_numbered_from_one_without_gaps()
    {
        var sqlite = SchemaScript.AllOf(SqlEngine.Sqlite).Select(script => (script.Version, script.Name)).ToArray();

        Assert.NotEmpty(sqlite);
        Assert.Equal(Enumerable.Range(1, sqlite.Length), sqlite.Select(script => script.Version));
        Assert.Equal(sqlite, SchemaScript.AllOf(SqlEngine.SqlServer).Select(script => (script.Version, script.Name)));
    }

    [Fact]
    public async Task Both_engines_have_the_same_columns_in_the_same_order()
    {
        var sqlite = await ColumnsInSqliteAsync();

        Assert.NotEmpty(sqlite);
        Assert.Equal(sqlite, ColumnsInSqlServer());
    }

    [Fact]
    public async Task Every_row_shape_names_columns_that_its_table_has_or_its_statement_takes()
    {
        var columns = await ColumnsInSqliteAsync();

        Assert.Equal(NamesOf(columns, "ledger_entry"), LedgerEntryRow.Shape.Columns.Select(column => column.Name));
        Assert.Equal(NamesOf(columns, "liquidation"), LiquidationRow.Shape.Columns.Select(column => column.Name));
        Assert.Equal(NamesOf(columns, "settled_record"), SettledRecordRow.Shape.Columns.Select(column => column.Name));
        Assert.Equal(NamesOf(columns, "rollup"), RollupRow.Shape.Columns.Select(column => column.Name));
        Assert.Equal(NamesOf(columns, "adl_event"), AdlEventRow.Shape.Columns.Select(column => column.Name));
        Assert.Equal(NamesOf(columns, "adl_loss"), AdlLossRow.Shape.Columns.Select(column => column.Name));
        Assert.Equal(NamesOf(columns, "adl_fill"), AdlFillRow.Shape.Columns.Select(column => column.Name));
        Assert.Equal(NamesOf(columns, "reversal"), ReversalRow.Shape.Columns.Select(column => column.Name));
        Assert.Equal(NamesOf(columns, "fund_state"), FundStateRow.Shape.Columns.Select(column => column.Name));
    }

    [Fact]
    public void The_type_that_carries_rollups_has_the_columns_of_their_table()
    {
        var visitor = new Tables();
        Visit(visitor);

        Assert.Equal(visitor.ColumnsOf("rollup"), visitor.ColumnsOf("rollup_rows"));
    }

    private static IEnumerable<string> NamesOf(IEnumerable<string> columns, string table) =>
        columns.Where(column => column.StartsWith(table + ".", StringComparison.Ordinal)).Select(column => column.Split(['.', ' '])[1]);

    private static async Task<string[]> ColumnsInSqliteAsync()
    {
        await using var test = await TestDatabase.CreateAsync(SqlEngine.Sqlite);
        await using var connection = await test.Database.OpenAsync(TestContext.Current.CancellationToken);
        var columns = await connection.QueryAsync<string>("""
            SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull"
            FROM sqlite_master AS t, pragma_table_info(t.name) AS c
            WHERE t.type = 'table' AND t.name <> 'schema_version'
            ORDER BY t.name, c.cid
            """);
        return [.. columns];
    }

    private static string[] ColumnsInSqlServer()
    {
        var visitor = new Tables();
        Visit(visitor);
        return [.. visitor.Found
            .Where(table => table.Key != "rollup_rows")
            .OrderBy(table => table.Key, StringComparer.Ordinal)
            .SelectMany(table => table.Value.Select(column => $"{table.Key}.{column}"))];
    }

    private static void Visit(TSqlFragmentVisitor visitor)
    {
        foreach (var batch in SchemaScript.AllOf(SqlEngine.SqlServer).SelectMany(script => script.Batches()))
        {
            using var reader = new StringReader(batch);
            new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out _).Accept(visitor);
        }
    }

    private sealed class Tables : TSqlFragmentVisitor
    {
        public Dictionary<string, string[]> Found { get; } = new(StringComparer.Ordinal);

        public string[] ColumnsOf(string table) => Found[table];

        public override void Visit(CreateTableStatement node) => Add(node.SchemaObjectName, node.Definition);

        // A check is not changed in place: such a table is dropped and made anew.
        public override void Visit(DropTableStatement node)
        {
            foreach (var dropped in node.Objects)
            {
                Found.Remove(dropped.BaseIdentifier.Value);
            }
        }

        public override void Visit(CreateTypeTableStatement node) => Add(node.Name, node.Definition);

        // A type is dropped to be made anew.
        public override void Visit(DropTypeStatement node) => Found.Remove(node.Name.BaseIdentifier.Value);

        // A later script's columns stand behind those of the first.
        public override void Visit(AlterTableAddTableElementStatement node) => Add(node.SchemaObjectName, node.Definition);

        private void Add(SchemaObjectName name, TableDefinition definition) => Found[name.BaseIdentifier.Value] =
            [.. Found.GetValueOrDefault(name.BaseIdentifier.Value, []), .. definition.ColumnDefinitions.Select(column => $"{column.ColumnIdentifier.Value} {TypeOf(column)} {(IsNotNull(column) ? 1 : 0)}")];

        private static string TypeOf(ColumnDefinition column) => column.DataType.Name.BaseIdentifier.Value switch
        {
            "BIGINT" => "INTEGER",
            "NVARCHAR" => "TEXT",
            "BINARY" or "VARBINARY" => "BLOB",
            var other => other,
        };

        private static bool IsNotNull(ColumnDefinition column) =>
            column.Constraints.OfType<NullableConstraintDefinition>().Any(constraint => !constraint.Nullable);
    }
}
