using System.Text;
using Microsoft.Data.Sqlite;

namespace Portal.Benchmarks.Settling;

/// <summary>One value as it is bound: a number, nothing, text in UTF-8 or bytes. Made before the clock starts.</summary>
internal readonly record struct BareValue(long Number, byte[]? Bytes, BareType Type);

/// <summary>One row, and the entry it belongs to.</summary>
internal readonly record struct BareRow(long Sequence, BareValue[] Values);

/// <summary>How a value is bound.</summary>
internal enum BareType
{
    Nothing,
    Number,
    Text,
    Blob,
}

/// <summary>The three rows of some events, read from a ledger that the product wrote, so that the yardstick writes the very same bytes.</summary>
internal sealed class BareRows
{
    public static readonly string[] Tables = ["ledger_entry", "liquidation", "settled_record"];

    private BareRows(IReadOnlyList<BareRow>[] rows, string[][] columns) => (Rows, Columns) = (rows, columns);

    /// <summary>For each table its rows, in the order of their sequences.</summary>
    public IReadOnlyList<BareRow>[] Rows { get; }

    /// <summary>For each table the names of its columns.</summary>
    public string[][] Columns { get; }

    /// <summary>How many liquidations.</summary>
    public int Events => Rows[1].Count;

    /// <summary>The entry of one of them.</summary>
    public long SequenceOf(int liquidation) => Rows[1][liquidation].Sequence;

    /// <summary>Everything after a sequence.</summary>
    public static BareRows Read(string file, long afterSequence)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var rows = new IReadOnlyList<BareRow>[Tables.Length];
        var columns = new string[Tables.Length][];
        for (var table = 0; table < Tables.Length; table++)
        {
            (rows[table], columns[table]) = Read(connection, Tables[table], afterSequence);
        }

        return new BareRows(rows, columns);
    }

    private static (List<BareRow> Rows, string[] Columns) Read(SqliteConnection connection, string table, long afterSequence)
    {
        using var command = connection.CreateCommand();
        command.CommandText = table switch
        {
            // By its key the table of ids is in no order of time, and has no index by sequence.
            "settled_record" => "SELECT * FROM settled_record WHERE sequence > @After",
            "liquidation" => "SELECT * FROM liquidation WHERE sequence > @After ORDER BY sequence",
            _ => "SELECT * FROM ledger_entry WHERE sequence > @After ORDER BY sequence",
        };
        command.Parameters.AddWithValue("@After", afterSequence);
        using var reader = command.ExecuteReader();
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        var sequence = Array.IndexOf(columns, "sequence");
        var rows = new List<BareRow>();
        while (reader.Read())
        {
            rows.Add(new BareRow(reader.GetInt64(sequence), [.. Enumerable.Range(0, columns.Length).Select(column => ValueOf(reader.GetValue(column)))]));
        }

        rows.Sort(static (left, right) => left.Sequence.CompareTo(right.Sequence));
        return (rows, columns);
    }

    private static BareValue ValueOf(object value) => value switch
    {
        long number => new BareValue(number, null, BareType.Number),
        string text => new BareValue(0, Encoding.UTF8.GetBytes(text), BareType.Text),
        byte[] bytes => new BareValue(0, bytes, BareType.Blob),
        _ => default,
    };
}
