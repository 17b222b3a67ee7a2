using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
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

    /// <summary>The side of the position that an order closed: a long is sold.</summary>
    private protected static Checked<PositionSide> ReadSide(string text, string field) => text switch
    {
        "SELL" => PositionSide.Long,
        "BUY" => PositionSide.Short,
        _ => new Problem("unknown-choice", field, "is neither SELL nor BUY."),
    };

    /// <summary>A time in Unix milliseconds.</summary>
    private protected static Checked<DateTimeOffset> ReadUnixMs(string text, string field) =>
        text.Length is > 0 and <= 14 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var unixMs)
            ? DateTimeOffset.FromUnixTimeMilliseconds(unixMs)
            : new Problem("not-a-time", field, "is not a time in Unix milliseconds.");

    /// <summary>A symbol as the file writes it, in normal form C.</summary>
    private protected static Checked<string> ReadSymbol(string text, string field)
    {
        var symbol = text.Contains('\uFFFE', StringComparison.Ordinal) ? "\uFFFD" : text.Normalize();
        return LedgerDecisions.CheckText(symbol, LedgerDecisions.SymbolLengthMax, field) is { } problem ? problem : symbol;
    }

    /// <summary>The figures of an order that closed a position: its limit stands for the bankruptcy price.</summary>
    private protected static Checked<LiquidationForm> ReadOrder(string filledQuantity, string limitPrice, string averagePrice)
    {
        var quantity = ReadPositive(filledQuantity, "filled quantity", Quantity.From);
        var limit = ReadPositive(limitPrice, "limit price", Price.From);
        var average = ReadPositive(averagePrice, "average price", Price.From);
        return (quantity.Problem ?? limit.Problem ?? average.Problem) is { } problem
            ? problem
            : new LiquidationForm.Bankruptcy(quantity.Value, limit.Value, average.Value, Fees: null, Funding: null);
    }

    /// <summary>USDT or USDC where the symbol, an expiry date left out, ends in it; else null.</summary>
    private protected static string? AssetOfSuffix(string symbol)
    {
        var pair = symbol.IndexOf('_', StringComparison.Ordinal) is var end and >= 0 ? symbol[..end] : symbol;
        return pair.EndsWith("USDT", StringComparison.Ordinal) ? "USDT" : pair.EndsWith("USDC", StringComparison.Ordinal) ? "USDC" : null;
    }

    /// <summary>An id that is the same for the same text and another for any other.</summary>
    private protected static string IdOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static Checked<T> ReadPositive<T>(string text, string field, Func<DecimalNumber, string, Checked<T>> from)
    {
        var number = ExactDecimal.ReadNumber(text, field);
        return number.Problem is { } problem ? problem : from(number.Value, field);
    }
}
