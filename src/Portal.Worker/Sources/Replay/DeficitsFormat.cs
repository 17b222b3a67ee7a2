using System.Globalization;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Worker.Intake;

namespace Portal.Worker.Sources.Replay;

/// <summary>A recording that tells deficits alone, CSV with header; margin and loss were not reported.</summary>
/// <remarks>A deficit is rounded up to its asset's unit, and what that added is summed up exactly. The id is made of line number and content: rows may be alike.</remarks>
public sealed class DeficitsFormat : CsvFormat
{
    internal const string FormatName = "deficits";

    private readonly string? _fundId;
    private readonly Rulebook _rulebook;
    private readonly string _deficitColumn;
    private readonly string _symbolColumn;
    private readonly string _timeColumn;
    private CsvHeader _header = new([]);
    private ExactDecimal _roundings;

    internal DeficitsFormat(ReplayOptions options, MasterSecret master)
        : base(FormatName, master)
    {
        (_fundId, _rulebook) = (options.FundId, options.Rulebook);
        _deficitColumn = options.Columns.GetValueOrDefault("deficit", "deficit");
        _symbolColumn = options.Columns.GetValueOrDefault("symbol", "symbol");
        _timeColumn = options.Columns.GetValueOrDefault("time", "time");
    }

    /// <inheritdoc/>
    public override ExactDecimal? Roundings => _roundings;

    /// <inheritdoc/>
    public override Checked<bool> TakeHeader(FileLine first)
    {
        _header = new CsvHeader(TextOf(first) is { } text ? Split(text) ?? [] : []);
        return _header.FindMissing(_deficitColumn, _symbolColumn, _timeColumn) is { } problem ? problem : true;
    }

    private protected override Checked<Liquidation> ReadColumns(string line, string[] columns, long lineNumber)
    {
        if (columns.Length < _header.Count)
        {
            return new Problem("too-few-columns", null, $"The line has {columns.Length} of {_header.Count} columns.");
        }

        var symbol = ExchangeOrder.ReadSymbol(_header.Of(columns, _symbolColumn), _symbolColumn);
        var deficit = ExactDecimal.Read(_header.Of(columns, _deficitColumn), _deficitColumn);
        var timeText = _header.Of(columns, _timeColumn);
        var time = timeText.All(char.IsAsciiDigit) ? ExchangeOrder.ReadUnixMs(timeText, _timeColumn) : RecordTime.Read(timeText, _timeColumn);
        if ((symbol.Problem ?? deficit.Problem ?? time.Problem) is { } problem)
        {
            return problem;
        }

        var assetCode = _fundId is null ? ExchangeOrder.AssetOfSuffix(symbol.Value) ?? "USDT" : null;
        return deficit.Value.Mantissa.Sign < 0 ? new Problem("negative", _deficitColumn, "is negative.")
            : FindAsset(symbol.Value, time.Value, assetCode) is not { } asset ? new Problem("unknown-fund", _symbolColumn, $"No fund takes {symbol.Value}.")
            : Make(line, lineNumber, symbol.Value, time.Value, deficit.Value, asset, assetCode);
    }

    private Checked<Liquidation> Make(
        string line, long lineNumber, string symbol, DateTimeOffset time, ExactDecimal deficit, Asset asset, string? assetCode)
    {
        var rounded = deficit.RoundUp(asset.Scale);
        var amount = DecimalNumber.Read(rounded.ToString(), _deficitColumn);
        if (amount.Problem is { } problem)
        {
            return problem;
        }

        _roundings += rounded - deficit;
        return new Liquidation
        {
            ExternalId = string.Create(CultureInfo.InvariantCulture, $"{lineNumber}-{ExchangeOrder.IdOf(line)}"),
            Symbol = symbol,
            OccurredAt = time,
            Form = new LiquidationForm.Deficit(amount.Value),
            AssetCode = assetCode,
            FundForUnlisted = _fundId,
        };
    }

    // The way settlement finds a fund; only the asset's scale is wanted.
    private Asset? FindAsset(string symbol, DateTimeOffset at, string? assetCode) =>
        _rulebook.FindContractAt(symbol, at) is { } listing ? _rulebook.FindAsset(listing.Terms.SettleAssetCode)
        : (_rulebook.FindFundOf(symbol) ?? _fundId) is { } fundId ? _rulebook.FindPolicy(fundId)?.Asset
        : _rulebook.FindAsset(assetCode!);
}
