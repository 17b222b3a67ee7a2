namespace Portal.Storage.Database;

/// <summary>How a row type becomes the columns of its table, written once for every way a row is sent.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">Its columns. The parameter of a column is called as it is, <c>@fund_id</c>.</param>
/// <param name="Put">Hands over one value per column, in the order of <paramref name="Columns"/>.</param>
internal sealed record RowShape<T>(string Table, IReadOnlyList<RowColumn> Columns, Action<T, IRowValues> Put);

/// <summary>One column. The size matters to SQL Server alone: parameters of one size share one plan, and a NULL needs a type.</summary>
internal readonly record struct RowColumn(string Name, RowColumnType Type, int Size)
{
    public static RowColumn Number(string name) => new(name, RowColumnType.Number, 0);

    public static RowColumn Text(string name, int size) => new(name, RowColumnType.Text, size);

    public static RowColumn Binary(string name, int size) => new(name, RowColumnType.Binary, size);
}

/// <summary>What the portal stores is one of three.</summary>
internal enum RowColumnType
{
    Number,
    Text,
    Binary,
}

/// <summary>Takes the values of one row, column by column.</summary>
internal interface IRowValues
{
    void Put(long value);

    void Put(long? value);

    void Put(string? value);

    void Put(byte[]? value);
}
