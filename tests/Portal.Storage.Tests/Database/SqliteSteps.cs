using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Storage.Tests.Database;

/// <summary>How much work a statement is, as SQLite counts it.</summary>
internal static class SqliteSteps
{
    /// <summary>The steps of SQLite's virtual machine that it takes to read every row.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="text">The statement.</param>
    /// <param name="values">Its parameters by name, whole numbers and texts; those that are not given are null.</param>
    public static int Of(SqliteConnection connection, string text, Dictionary<string, object> values)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(connection.Handle!, text, out var statement), connection.Handle!);
        using (statement)
        {
            for (var at = 1; at <= raw.sqlite3_bind_parameter_count(statement); at++)
            {
                switch (values.GetValueOrDefault(raw.sqlite3_bind_parameter_name(statement, at).utf8_to_string()))
                {
                    case long number:
                        raw.sqlite3_bind_int64(statement, at, number);
                        break;
                    case string words:
                        raw.sqlite3_bind_text(statement, at, words);
                        break;
                    default:
                        break;
                }
            }

            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
            {
            }

            return raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_VM_STEP, 0);
        }
    }
}
