using Portal.Settlement;
using Portal.Settlement.Liquidations;
using Portal.Worker.Intake;

namespace Portal.Worker.Sources.Replay;

/// <summary>A recording of the force order stream, CSV without header.</summary>
/// <remarks>
/// The symbol stays as the file writes it; without the suffix USDT or USDC its asset is USDT. Two lines that are alike are one order told twice: the
/// stream shows one order per symbol and second. Taking the limit price for the bankruptcy price is an inference that fits the recordings.
/// </remarks>
public sealed class BinanceForceOrdersFormat : CsvFormat
{
    internal const string FormatName = "binance-force-orders";

    // Symbol, side, order type, time in force, original quantity, limit price, average price, status, last filled, cumulative filled, time.
    private const int ColumnsMin = 11;

    private readonly string? _fundId;

    internal BinanceForceOrdersFormat(ReplayOptions options, MasterSecret master)
        : base(FormatName, master) => _fundId = options.FundId;

    private protected override Checked<Liquidation> ReadColumns(string line, string[] columns, long lineNumber)
    {
        if (columns.Length < ColumnsMin)
        {
            return new Problem("too-few-columns", null, $"The line has {columns.Length} of at least {ColumnsMin} columns.");
        }

        var symbol = ExchangeOrder.ReadSymbol(columns[0], "symbol");
        var side = ExchangeOrder.ReadSide(columns[1], "side");
        var form = ExchangeOrder.ReadForm(columns[9], columns[5], columns[6]);
        var time = ExchangeOrder.ReadUnixMs(columns[10], "time");
        return (symbol.Problem ?? side.Problem ?? form.Problem ?? time.Problem) is { } problem
            ? problem
            : new Liquidation
            {
                ExternalId = ExchangeOrder.IdOf(line),
                Symbol = symbol.Value,
                OccurredAt = time.Value,
                Form = form.Value,
                Side = side.Value,
                AssetCode = _fundId is null ? ExchangeOrder.AssetOfSuffix(symbol.Value) ?? "USDT" : null,
                FundForUnlisted = _fundId,
            };
    }
}
