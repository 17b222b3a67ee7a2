using System.Text.Json;
using Portal.Settlement;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Worker.Intake;

namespace Portal.Worker.Sources.ExchangeStreams;

/// <summary>Binance's force orders, of all symbols. The order's limit stands for the bankruptcy price, as in the recordings of this stream.</summary>
/// <remarks>
/// The stream shows one order per symbol and second at most, so it never was complete. Binance asks by ping frames, which the socket answers; asking for
/// the list of subscriptions shows from this side that somebody is there.
/// </remarks>
public sealed class BinanceStreamFormat : ExchangeStreamFormat
{
    internal const string FormatName = "binance";

    internal BinanceStreamFormat(ExchangeStreamOptions options, MasterSecret master)
        : base(options, master)
    {
    }

    /// <inheritdoc/>
    public override string Subscription => """{"method":"SUBSCRIBE","params":["!forceOrder@arr"],"id":1}""";

    /// <inheritdoc/>
    public override string Ping => """{"method":"LIST_SUBSCRIPTIONS","id":2}""";

    private protected override StreamMessage ReadMessage(JsonElement message, Rulebook rulebook)
    {
        if (message.TryGetProperty("error", out var error) || (Find(message, "msg") is not null && message.TryGetProperty("code", out error)))
        {
            return new StreamMessage([], error.GetRawText());
        }

        // A combined stream wraps every event.
        var data = message.TryGetProperty("data", out var wrapped) ? wrapped : message;
        if (Find(data, "e") != "forceOrder" || !data.TryGetProperty("o", out var order) || !Takes(Find(order, "s")))
        {
            return StreamMessage.Nothing;
        }

        return new StreamMessage([Seal(order, ReadOrder(order))], Refusal: null);
    }

    private Checked<Liquidation> ReadOrder(JsonElement order)
    {
        var symbol = ExchangeOrder.ReadSymbol(TextOf(order, "s"), "s");
        var side = ExchangeOrder.ReadSide(TextOf(order, "S"), "S");
        var form = ExchangeOrder.ReadForm(TextOf(order, "z"), TextOf(order, "p"), TextOf(order, "ap"));
        var time = ExchangeOrder.ReadUnixMs(TextOf(order, "T"), "T");
        if ((symbol.Problem ?? side.Problem ?? form.Problem ?? time.Problem) is { } problem)
        {
            return problem;
        }

        var coinMargined = ExchangeOrder.IsCoinMargined(symbol.Value);
        return new Liquidation
        {
            ExternalId = ExchangeOrder.IdOf(order.GetRawText()),
            Symbol = symbol.Value,
            OccurredAt = time.Value,
            Form = form.Value,
            Side = side.Value,
            AssetCode = coinMargined || Options.Fund is not null ? null : ExchangeOrder.AssetOfSuffix(symbol.Value) ?? "USDT",
            FundForUnlisted = coinMargined ? null : Options.Fund,
        };
    }
}
