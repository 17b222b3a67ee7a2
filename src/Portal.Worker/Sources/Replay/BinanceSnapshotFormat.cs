using Portal.Settlement;
using Portal.Settlement.Liquidations;
using Portal.Worker.Intake;

namespace Portal.Worker.Sources.Replay;

/// <summary>A day of the public archive's liquidation snapshots, CSV with header; the symbol stands in the file's name.</summary>
/// <remarks>
/// The archive writes most orders twice: two lines that are alike are one order. Its coin-margined contracts (<c>BTCUSD_PERP</c>) are inverse and are
/// settled only where they are listed: without terms they would be taken for linear ones and settle to nonsense. A fund named for unlisted symbols does not take them.
/// </remarks>
public sealed class BinanceSnapshotFormat : CsvFormat
{
    internal const string FormatName = "binance-liquidation-snapshot";

    private const string FileNameMark = "-liquidationSnapshot-";

    private static readonly string[] Standard =
    [
        "time", "side", "order_type", "time_in_force", "original_quantity", "price", "average_price", "order_status", "last_fill_quantity", "accumulated_fill_quantity",
    ];

    private readonly string? _fundId;
    private readonly string? _symbol;
    private CsvHeader _header = new(Standard);

    internal BinanceSnapshotFormat(ReplayOptions options, MasterSecret master)
        : base(FormatName, master)
    {
        _fundId = options.FundId;
        var name = Path.GetFileName(options.File);
        _symbol = options.Symbol ?? (name.IndexOf(FileNameMark, StringComparison.OrdinalIgnoreCase) is var end and > 0 ? name[..end] : null);
    }

    /// <inheritdoc/>
    public override Checked<bool> TakeHeader(FileLine first)
    {
        // Some days of the archive have no header; their columns are the same.
        var columns = TextOf(first) is { } text ? Split(text) ?? [] : [];
        var headless = columns is [{ Length: > 0 } time, ..] && time.All(char.IsAsciiDigit);
        if (!headless)
        {
            _header = new CsvHeader(columns);
            if (_header.FindMissing("time", "side", "price", "average_price", "accumulated_fill_quantity") is { } problem)
            {
                return problem;
            }
        }

        return _header.Has("symbol") || _symbol is not null
            ? !headless
            : new Problem("missing", "symbol", $"is told neither by a column nor by the file's name (SYMBOL{FileNameMark}DAY.csv): give --symbol.");
    }

    private protected override Checked<Liquidation> ReadColumns(string line, string[] columns, long lineNumber)
    {
        if (columns.Length < _header.Count)
        {
            return new Problem("too-few-columns", null, $"The line has {columns.Length} of {_header.Count} columns.");
        }

        var symbol = ExchangeOrder.ReadSymbol(_header.Has("symbol") ? _header.Of(columns, "symbol") : _symbol!, "symbol");
        var side = ExchangeOrder.ReadSide(_header.Of(columns, "side"), "side");
        var form = ExchangeOrder.ReadForm(_header.Of(columns, "accumulated_fill_quantity"), _header.Of(columns, "price"), _header.Of(columns, "average_price"));
        var time = ExchangeOrder.ReadUnixMs(_header.Of(columns, "time"), "time");
        if ((symbol.Problem ?? side.Problem ?? form.Problem ?? time.Problem) is { } problem)
        {
            return problem;
        }

        var coinMargined = ExchangeOrder.IsCoinMargined(symbol.Value);
        return new Liquidation
        {
            ExternalId = ExchangeOrder.IdOf($"{symbol.Value}\n{line}"),
            Symbol = symbol.Value,
            OccurredAt = time.Value,
            Form = form.Value,
            Side = side.Value,
            AssetCode = _fundId is null ? ExchangeOrder.AssetOfSuffix(symbol.Value) : null,
            FundForUnlisted = coinMargined ? null : _fundId,
        };
    }
}
