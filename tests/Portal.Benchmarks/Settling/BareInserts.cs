using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Benchmarks.Settling;

/// <summary>The yardstick of settling: the same three rows per event by prepared statements, nothing looked up, reckoned or hashed.</summary>
/// <remarks>The connection is set up as the product's is: WAL, synchronous=FULL, foreign keys, 64 MiB of cache.</remarks>
internal sealed class BareInserts : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3 _database;

    public BareInserts(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False;Foreign Keys=True;Recursive Triggers=True");
        _connection.Open();
        _database = _connection.Handle!;
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -65536");
    }

    /// <summary>Writes all rows, <paramref name="batchEvents"/> events to a transaction, each durable before the next begins.</summary>
    public void Write(BareRows rows, int batchEvents)
    {
        var statements = BareRows.Tables.Select((table, index) => Prepare(table, rows.Columns[index])).ToArray();
        try
        {
            var next = new int[statements.Length];
            for (var liquidation = 0; liquidation < rows.Events; liquidation += batchEvents)
            {
                // Up to the batch's last event: beside it an entry may tell of ADL, which no other table has a row of.
                var last = rows.SequenceOf(Math.Min(liquidation + batchEvents, rows.Events) - 1);
                Execute("BEGIN IMMEDIATE");
                for (var table = 0; table < statements.Length; table++)
                {
                    var rowsOfTable = rows.Rows[table];
                    for (; next[table] < rowsOfTable.Count && rowsOfTable[next[table]].Sequence <= last; next[table]++)
                    {
                        Insert(statements[table], rowsOfTable[next[table]].Values);
                    }
                }

                Execute("COMMIT");
            }
        }
        finally
        {
            Array.ForEach(statements, static statement => statement.Dispose());
        }
    }

    public void Dispose() => _connection.Dispose();

    private sqlite3_stmt Prepare(string table, string[] columns)
    {
        var places = string.Join(", ", Enumerable.Range(1, columns.Length).Select(static place => $"?{place}"));
        Check(raw.sqlite3_prepare_v3(
            _database, $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({places})", raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return statement;
    }

    private void Insert(sqlite3_stmt statement, BareValue[] row)
    {
        for (var column = 0; column < row.Length; column++)
        {
            ref readonly var value = ref row[column];
            Check(value.Type switch
            {
                BareType.Number => raw.sqlite3_bind_int64(statement, column + 1, value.Number),
                BareType.Text => raw.sqlite3_bind_text(statement, column + 1, value.Bytes.AsSpan()),
                BareType.Blob => raw.sqlite3_bind_blob(statement, column + 1, value.Bytes.AsSpan()),
                _ => raw.sqlite3_bind_null(statement, column + 1),
            });
        }

        var result = raw.sqlite3_step(statement);
        _ = raw.sqlite3_reset(statement);
        SqliteException.ThrowExceptionForRC(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result, _database);
    }

    private void Execute(string text) => Check(raw.sqlite3_exec(_database, text));

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
