using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Worker.Sources.Replay;

namespace Portal.Worker.Sources;

/// <summary>Reads what exchanges tell of a liquidation order, alike in recordings and streams.</summary>
internal static class ExchangeOrder
{
    /// <summary>The side of the position that an order closed: a long is sold.</summary>
    public static Checked<PositionSide> ReadSide(string text, string field) => text switch
    {
        "SELL" => PositionSide.Long,
        "BUY" => PositionSide.Short,
        _ => new Problem("unknown-choice", field, "is neither SELL nor BUY."),
    };

    /// <summary>A time in Unix milliseconds.</summary>
    public static Checked<DateTimeOffset> ReadUnixMs(string text, string field) =>
        text.Length is > 0 and <= 14 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var unixMs)
            ? DateTimeOffset.FromUnixTimeMilliseconds(unixMs)
            : new Problem("not-a-time", field, "is not a time in Unix milliseconds.");

    /// <summary>A symbol as the exchange writes it, in normal form C.</summary>
    public static Checked<string> ReadSymbol(string text, string field)
    {
        var symbol = text.Contains('\uFFFE', StringComparison.Ordinal) ? "\uFFFD" : text.Normalize();
        return LedgerDecisions.CheckText(symbol, LedgerDecisions.SymbolLengthMax, field) is { } problem ? problem : symbol;
    }

    /// <summary>The figures of an order that closed a position: its limit stands for the bankruptcy price.</summary>
    public static Checked<LiquidationForm> ReadForm(string filledQuantity, string limitPrice, string averagePrice)
    {
        var quantity = ReadPositive(filledQuantity, "filled quantity", Quantity.From);
        var limit = ReadPositive(limitPrice, "limit price", Price.From);
        var average = ReadPositive(averagePrice, "average price", Price.From);
        return (quantity.Problem ?? limit.Problem ?? average.Problem) is { } problem
            ? problem
            : new LiquidationForm.Bankruptcy(quantity.Value, limit.Value, average.Value, Fees: null, Funding: null);
    }

    /// <summary>USDT or USDC where the symbol, an expiry date left out, ends in it; else null.</summary>
    public static string? AssetOfSuffix(string symbol)
    {
        var pair = symbol.IndexOf('_', StringComparison.Ordinal) is var end and >= 0 ? symbol[..end] : symbol;
        return pair.EndsWith("USDT", StringComparison.Ordinal) ? "USDT" : pair.EndsWith("USDC", StringComparison.Ordinal) ? "USDC" : null;
    }

    /// <summary>Whether a contract is margined in its coin: it is inverse, and without terms it would be taken for a linear one.</summary>
    public static bool IsCoinMargined(string symbol) => symbol.Contains("USD_", StringComparison.Ordinal);

    /// <summary>An id that is the same for the same text and another for any other.</summary>
    public static string IdOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static Checked<T> ReadPositive<T>(string text, string field, Func<DecimalNumber, string, Checked<T>> from)
    {
        var number = ExactDecimal.ReadNumber(text, field);
        return number.Problem is { } problem ? problem : from(number.Value, field);
    }
}
