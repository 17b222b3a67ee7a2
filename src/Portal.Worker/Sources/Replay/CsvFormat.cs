using CsvHelper;
using Portal.Settlement;
using Portal.Settlement.Liquidations;
using Portal.Worker.Intake;

namespace Portal.Worker.Sources.Replay;

/// <summary>A format of comma-separated columns. Every line stands for itself: a quote that is never closed spoils its own line and no other.</summary>
public abstract class CsvFormat : ReplayFormat
{
    private static readonly CsvReaderOptions Quoted = new()
    {
        HasHeader = false,
        Separator = ',',
        AllowLineBreaksInQuotes = false,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    private protected CsvFormat(string name, MasterSecret master)
        : base(name, master)
    {
    }

    private protected sealed override IntakeRecord ReadLine(FileLine line) =>
        TextOf(line) is not { } text ? Refuse(line, new Problem("bad-text", null, "The line is not UTF-8."))
        : Split(text) is not { } columns ? Refuse(line, new Problem("bad-quotes", null, "A quote stands where none belongs, or is not closed on its line."))
        : Seal(line, ReadColumns(text, columns, line.Number));

    /// <summary>Makes a liquidation of a line's columns.</summary>
    private protected abstract Checked<Liquidation> ReadColumns(string line, string[] columns, long lineNumber);

    /// <summary>The columns of a line without the spaces around them; null when the quotes are broken.</summary>
    private protected static string[]? Split(string line)
    {
        if (!line.Contains('"', StringComparison.Ordinal))
        {
            return line.Split(',', StringSplitOptions.TrimEntries);
        }

        try
        {
            using var reader = CsvReader.FromText(line, Quoted);
            return reader.Read() ? [.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetString(column).Trim())] : [];
        }
        catch (CsvFormatException)
        {
            return null;
        }
    }
}
