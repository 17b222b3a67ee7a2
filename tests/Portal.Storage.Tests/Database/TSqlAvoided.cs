using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Portal.Storage.Tests.Database;

/// <summary>Finds what the portal's T-SQL does without, because one of the three servers lacks it or reads it differently.</summary>
internal sealed class TSqlAvoided : TSqlFragmentVisitor
{
    private readonly List<string> _found = [];

    public static IReadOnlyList<string> In(TSqlFragment fragment)
    {
        var visitor = new TSqlAvoided();
        fragment.Accept(visitor);
        return visitor._found;
    }

    public override void Visit(TSqlFragment node)
    {
        var name = node.GetType().Name;
        if (name.StartsWith("CreateOrAlter", StringComparison.Ordinal) || node is MergeStatement or CreateSequenceStatement or NextValueForExpression
            or AlterViewStatement or AlterTriggerStatement or AlterTableAlterColumnStatement or WaitForStatement or DenyStatement or ExecuteAsStatement
            or ExecuteAsClause or IdentityOptions or IndexDefinition or SystemVersioningTableOption or SystemTimePeriodDefinition)
        {
            Add(node, name);
        }
    }

    public override void Visit(AlterTableAddTableElementStatement node) =>
        AddIf(node, node.Definition.ColumnDefinitions.Count > 1, "several columns in one ALTER TABLE ADD");

    public override void Visit(AssignmentSetClause node)
    {
        AddIf(node, node.AssignmentKind != AssignmentKind.Equals, "a compound assignment");
        AddIf(node, node.Variable is not null && node.Column is not null, "@v = column = value");
    }

    public override void Visit(SetVariableStatement node) =>
        AddIf(node, node.AssignmentKind != AssignmentKind.Equals, "a compound assignment");

    public override void Visit(UpdateStatement node)
    {
        var names = node.WithCtesAndXmlNamespaces?.CommonTableExpressions.Select(table => table.ExpressionName.Value) ?? [];
        var target = (node.UpdateSpecification.Target as NamedTableReference)?.SchemaObject.BaseIdentifier.Value;
        AddIf(node, names.Contains(target, StringComparer.OrdinalIgnoreCase), "UPDATE of a CTE");
    }

    public override void Visit(OutputClause node)
    {
        var columns = new ColumnsOf("deleted");
        node.Accept(columns);
        AddIf(node, columns.Found, "OUTPUT deleted");
    }

    public override void Visit(TopRowFilter node) => AddIf(node, node.Percent || node.WithTies, "TOP PERCENT or WITH TIES");

    public override void Visit(FunctionCall node)
    {
        var name = node.FunctionName.Value.ToUpperInvariant();
        AddIf(
            node,
            name is "HASHBYTES" || name.StartsWith("PERCENTILE_", StringComparison.Ordinal) || name.StartsWith("APPROX_", StringComparison.Ordinal),
            name);
    }

    // Nothing here needs one: the head's row is locked by an UPDATE. So they are refused everywhere and not only where they do harm.
    public override void Visit(TableHint node) => Add(node, "a table hint");

    public override void Visit(SqlDataTypeReference node) =>
        AddIf(
            node,
            node.SqlDataTypeOption is SqlDataTypeOption.DateTime2 && node.Parameters is not [{ Value: "0" or "1" or "2" or "3" or "4" or "5" or "6" }],
            "DATETIME2 below a microsecond");

    private void AddIf(TSqlFragment node, bool found, string what)
    {
        if (found)
        {
            Add(node, what);
        }
    }

    private void Add(TSqlFragment node, string what) => _found.Add($"line {node.StartLine}: {what}");

    private sealed class ColumnsOf(string table) : TSqlFragmentVisitor
    {
        public bool Found { get; private set; }

        public override void Visit(ColumnReferenceExpression node) => Found |=
            node.MultiPartIdentifier?.Identifiers is [var first, _, ..] && first.Value.Equals(table, StringComparison.OrdinalIgnoreCase);
    }
}
