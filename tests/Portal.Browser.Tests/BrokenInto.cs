using System.Text;
using Microsoft.Data.Sqlite;

namespace Portal.Browser.Tests;

/// <summary>Somebody with the database's file and no scruples: what append-only triggers forbid is done after dropping them.</summary>
internal static class BrokenInto
{
    /// <summary>Changes the bytes of one entry.</summary>
    public static void ChangeEntry(string database, long sequence, string from, string to) => Run(database, connection =>
    {
        var text = ReadEntry(connection, sequence);
        Assert.Contains(from, text, StringComparison.Ordinal);
        WriteEntry(connection, sequence, text.Replace(from, to, StringComparison.Ordinal));
    });

    /// <summary>Takes one entry away.</summary>
    public static void DeleteEntry(string database, long sequence) =>
        Run(database, connection => Execute(connection, "DELETE FROM ledger_entry WHERE sequence = $sequence", ("$sequence", sequence)));

    /// <summary>Puts an entry in the place of the one behind it, and that one in its own.</summary>
    public static void SwapWithNext(string database, long sequence) => Run(database, connection =>
    {
        var (first, second) = (ReadEntry(connection, sequence), ReadEntry(connection, sequence + 1));
        WriteEntry(connection, sequence, second);
        WriteEntry(connection, sequence + 1, first);
    });

    /// <summary>Signs the checkpoint anew without having the key: one letter of the signature is another.</summary>
    public static void ForgeSignature(string database) => Run(database, connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT note FROM log_checkpoint";
        var note = Encoding.UTF8.GetString((byte[])command.ExecuteScalar()!);
        var at = note.Length - 20;
        var forged = $"{note[..at]}{(note[at] == 'A' ? 'B' : 'A')}{note[(at + 1)..]}";
        Execute(connection, "UPDATE log_checkpoint SET note = $note", ("$note", Encoding.UTF8.GetBytes(forged)));
    });

    /// <summary>Keeps a copy to go back to.</summary>
    public static void Copy(string from, string to)
    {
        using var source = Open(from);
        File.Delete(to);
        using var target = Open(to);
        source.BackupDatabase(target);
    }

    /// <summary>Puts a copy in the place of the database.</summary>
    public static void Restore(string copy, string database)
    {
        File.Delete($"{database}-wal");
        File.Delete($"{database}-shm");
        File.Copy(copy, database, overwrite: true);
    }

    private static void Run(string database, Action<SqliteConnection> deed)
    {
        using var connection = Open(database);
        Execute(connection, "PRAGMA foreign_keys = OFF");
        Execute(connection, "DROP TRIGGER ledger_entry_is_not_changed");
        Execute(connection, "DROP TRIGGER ledger_entry_is_not_deleted");
        deed(connection);
    }

    private static SqliteConnection Open(string database)
    {
        var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        return connection;
    }

    private static string ReadEntry(SqliteConnection connection, long sequence)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT bytes FROM ledger_entry WHERE sequence = $sequence";
        command.Parameters.AddWithValue("$sequence", sequence);
        return Encoding.UTF8.GetString((byte[])command.ExecuteScalar()!);
    }

    private static void WriteEntry(SqliteConnection connection, long sequence, string text) => Execute(
        connection, "UPDATE ledger_entry SET bytes = $bytes WHERE sequence = $sequence", ("$bytes", Encoding.UTF8.GetBytes(text)), ("$sequence", sequence));

    private static void Execute(SqliteConnection connection, string sql, params (string Name, object Value)[] values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Array.ForEach(values, value => command.Parameters.AddWithValue(value.Name, value.Value));
        command.ExecuteNonQuery();
    }
}
