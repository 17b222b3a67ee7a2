using System.Data;
using Microsoft.Data.SqlClient;
using Portal.Settlement;

namespace Portal.Storage.Database;

/// <summary>One statement for SQL Server, run row after row with parameters whose types and sizes never change, so that it is planned once.</summary>
internal sealed class SqlServerRowCommand<T> : IRowValues, IDisposable
{
    private readonly SqlCommand _command;
    private readonly RowShape<T> _shape;
    private int _column;

    public SqlServerRowCommand(SqlConnection connection, SqlTransaction transaction, string text, RowShape<T> shape)
    {
        _shape = shape;
        _command = new SqlCommand(text, connection, transaction);
        foreach (var column in shape.Columns)
        {
            _command.Parameters.Add(column.Type switch
            {
                RowColumnType.Number => new SqlParameter("@" + column.Name, SqlDbType.BigInt),
                RowColumnType.Text => new SqlParameter("@" + column.Name, SqlDbType.NVarChar, column.Size),
                _ => new SqlParameter("@" + column.Name, SqlDbType.VarBinary, column.Size),
            });
        }
    }

    /// <summary>Runs it with one row's values and says how many rows it touched.</summary>
    public Task<int> RunAsync(T row, CancellationToken cancellation)
    {
        _column = 0;
        _shape.Put(row, this);
        return _command.ExecuteNonQueryAsync(cancellation);
    }

    public void Put(long value) => Next(0).Value = value;

    public void Put(long? value) => Next(0).Value = value is { } number ? number : DBNull.Value;

    public void Put(string? value) => Next(value?.Length ?? 0).Value = value is null ? DBNull.Value : value;

    public void Put(byte[]? value) => Next(value?.Length ?? 0).Value = value is null ? DBNull.Value : value;

    public void Dispose() => _command.Dispose();

    private SqlParameter Next(int length)
    {
        var parameter = _command.Parameters[_column++];

        // SqlClient would cut off what does not fit and say nothing.
        Invariant.Holds(parameter.Size <= 0 || length <= parameter.Size, "A value fits its column.");
        return parameter;
    }
}
