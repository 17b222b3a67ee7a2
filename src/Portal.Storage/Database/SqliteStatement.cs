using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Storage.Database;

/// <summary>A statement that stays prepared and is run row after row. Belongs to the one thread that writes.</summary>
/// <remarks>
/// The ledger's writer sends three rows and more per settled event, so this goes to SQLite directly: Dapper builds and prepares a
/// command per row, and even a prepared SqliteCommand boxes every number and looks up every parameter by name each time.
/// The project's README has the measurements.
/// </remarks>
internal sealed class SqliteStatement<T> : IRowValues, IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly RowShape<T> _shape;

    // Where the statement wants each column of the shape; 0 for one that it does not mention.
    private readonly int[] _places;
    private byte[] _textBuffer = new byte[512];
    private int _column;

    public SqliteStatement(SqliteConnection connection, string text, RowShape<T> shape)
    {
        _database = connection.Handle!;
        _shape = shape;
        Check(raw.sqlite3_prepare_v3(_database, text, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        _places = [.. shape.Columns.Select(column => raw.sqlite3_bind_parameter_index(_statement, "@" + column.Name))];
    }

    /// <summary>Runs it with one row's values and says how many rows it touched.</summary>
    public int Run(T row)
    {
        _column = 0;
        _shape.Put(row, this);
        var result = raw.sqlite3_step(_statement);

        // What step reports, reset reports again, so it may be left unread; it ends the statement whatever came of it.
        _ = raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }

        return raw.sqlite3_changes(_database);
    }

    public void Put(long value)
    {
        if (NextPlace() is var place and not 0)
        {
            Check(raw.sqlite3_bind_int64(_statement, place, value));
        }
    }

    public void Put(long? value)
    {
        if (value is { } number)
        {
            Put(number);
        }
        else
        {
            PutNull();
        }
    }

    public void Put(string? value)
    {
        if (value is null)
        {
            PutNull();
        }
        else if (NextPlace() is var place and not 0)
        {
            if (_textBuffer.Length < Encoding.UTF8.GetMaxByteCount(value.Length))
            {
                _textBuffer = new byte[Encoding.UTF8.GetMaxByteCount(value.Length)];
            }

            var length = Encoding.UTF8.GetBytes(value, _textBuffer);
            Check(raw.sqlite3_bind_text(_statement, place, _textBuffer.AsSpan(0, length)));
        }
    }

    public void Put(byte[]? value)
    {
        if (value is null)
        {
            PutNull();
        }
        else if (NextPlace() is var place and not 0)
        {
            // A pointer to nothing would be stored as NULL instead of a blob without bytes.
            Check(value.Length == 0
                ? raw.sqlite3_bind_zeroblob(_statement, place, 0)
                : raw.sqlite3_bind_blob(_statement, place, value.AsSpan()));
        }
    }

    public void Dispose() => _statement.Dispose();

    private void PutNull()
    {
        if (NextPlace() is var place and not 0)
        {
            Check(raw.sqlite3_bind_null(_statement, place));
        }
    }

    private int NextPlace() => _places[_column++];

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }
}
