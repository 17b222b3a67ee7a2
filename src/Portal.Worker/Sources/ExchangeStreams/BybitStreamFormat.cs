using System.Text.Json;
using Portal.Settlement;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Worker.Intake;

namespace Portal.Worker.Sources.ExchangeStreams;

/// <summary>Bybit's liquidations of chosen symbols.</summary>
/// <remarks>
/// The stream tells the bankruptcy price and never the fill, so what the fund received or paid is not known: the fill is taken to be the bankruptcy price, and
/// each settles even. Without the suffix USDT, USDC or PERP a contract is inverse and has to be listed.
/// </remarks>
public sealed class BybitStreamFormat : ExchangeStreamFormat
{
    internal const string FormatName = "bybit";

    private const string TopicStart = "allLiquidation.";

    internal BybitStreamFormat(ExchangeStreamOptions options, MasterSecret master)
        : base(options, master)
    {
    }

    /// <inheritdoc/>
    public override string Subscription =>
        JsonSerializer.Serialize(new Dictionary<string, object> { ["op"] = "subscribe", ["args"] = Options.Symbols.Select(static symbol => TopicStart + symbol) });

    /// <inheritdoc/>
    public override string Ping => """{"op":"ping"}""";

    private protected override StreamMessage ReadMessage(JsonElement message, Rulebook rulebook)
    {
        if (message.TryGetProperty("success", out var success) && success.ValueKind is JsonValueKind.False)
        {
            return new StreamMessage([], TextOf(message, "ret_msg"));
        }

        return Find(message, "topic")?.StartsWith(TopicStart, StringComparison.Ordinal) is true
            ? new StreamMessage(
                [.. ListOf(message, "data").Where(told => Takes(Find(told, "s"))).Select(told => Seal(told, ReadLiquidation(told)))], Refusal: null)
            : StreamMessage.Nothing;
    }

    private Checked<Liquidation> ReadLiquidation(JsonElement told)
    {
        var symbol = ExchangeOrder.ReadSymbol(TextOf(told, "s"), "s");
        var side = ReadPositionSide(TextOf(told, "S"));
        var form = ExchangeOrder.ReadForm(TextOf(told, "v"), TextOf(told, "p"), TextOf(told, "p"));
        var time = ExchangeOrder.ReadUnixMs(TextOf(told, "T"), "T");
        if ((symbol.Problem ?? side.Problem ?? form.Problem ?? time.Problem) is { } problem)
        {
            return problem;
        }

        var asset = ExchangeOrder.AssetOfSuffix(symbol.Value) ?? (symbol.Value.EndsWith("PERP", StringComparison.Ordinal) ? "USDC" : null);
        return new Liquidation
        {
            ExternalId = ExchangeOrder.IdOf(told.GetRawText()),
            Symbol = symbol.Value,
            OccurredAt = time.Value,
            Form = form.Value,
            Side = side.Value,
            AssetCode = Options.Fund is null ? asset : null,
            FundForUnlisted = asset is null ? null : Options.Fund,
        };
    }

    // The side of the position, not of the order that closed it.
    private static Checked<PositionSide> ReadPositionSide(string text) => text switch
    {
        "Buy" => PositionSide.Long,
        "Sell" => PositionSide.Short,
        _ => new Problem("unknown-choice", "S", "is neither Buy nor Sell."),
    };
}
