using System.Data;
using System.Globalization;

namespace Portal.Storage.Database;

/// <summary>Rows in the form SQL Server takes many of at once: a bulk copy or a table-valued parameter.</summary>
internal sealed class RowTable : IRowValues
{
    private readonly object[] _values;
    private int _column;

    private RowTable(int columns) => _values = new object[columns];

    public static DataTable Of<T>(RowShape<T> shape, IReadOnlyList<T> rows)
    {
        var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        foreach (var column in shape.Columns)
        {
            table.Columns.Add(column.Name, column.Type switch
            {
                RowColumnType.Number => typeof(long),
                RowColumnType.Text => typeof(string),
                _ => typeof(byte[]),
            });
        }

        var target = new RowTable(shape.Columns.Count);
        table.BeginLoadData();
        table.MinimumCapacity = rows.Count;
        for (var index = 0; index < rows.Count; index++)
        {
            target._column = 0;
            shape.Put(rows[index], target);
            table.Rows.Add(target._values);
        }

        table.EndLoadData();
        return table;
    }

    public void Put(long value) => _values[_column++] = value;

    public void Put(long? value) => _values[_column++] = value is { } number ? number : DBNull.Value;

    public void Put(string? value) => _values[_column++] = value is null ? DBNull.Value : value;

    public void Put(byte[]? value) => _values[_column++] = value is null ? DBNull.Value : value;
}
