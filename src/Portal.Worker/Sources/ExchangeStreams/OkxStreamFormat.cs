using System.Text.Json;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Worker.Intake;
using Portal.Worker.Sources.Replay;

namespace Portal.Worker.Sources.ExchangeStreams;

/// <summary>OKX's liquidation orders of perpetual swaps.</summary>
/// <remarks>
/// Sizes are in contracts, whose value only a listed contract tells: a record of any other is refused. What OKX calls the bankruptcy loss is what the fund pays:
/// zero settles at the bankruptcy price and so even, more settles as that deficit, rounded up to the asset's unit. The fill is not told.
/// </remarks>
public sealed class OkxStreamFormat : ExchangeStreamFormat
{
    internal const string FormatName = "okx";

    private const string Channel = "liquidation-orders";

    internal OkxStreamFormat(ExchangeStreamOptions options, MasterSecret master)
        : base(options, master)
    {
    }

    /// <inheritdoc/>
    public override string Subscription => """{"op":"subscribe","args":[{"channel":"liquidation-orders","instType":"SWAP"}]}""";

    /// <inheritdoc/>
    public override string Ping => "ping";

    private protected override StreamMessage ReadMessage(JsonElement message, Rulebook rulebook)
    {
        if (Find(message, "event") is "error")
        {
            return new StreamMessage([], TextOf(message, "msg"));
        }

        if (!message.TryGetProperty("arg", out var arg) || Find(arg, "channel") != Channel)
        {
            return StreamMessage.Nothing;
        }

        var orders = from contract in ListOf(message, "data")
                     where Takes(Find(contract, "instId"))
                     from detail in ListOf(contract, "details")
                     select Seal(contract, ReadDetail(TextOf(contract, "instId"), detail, rulebook));
        return new StreamMessage([.. orders], Refusal: null);
    }

    private static Checked<Liquidation> ReadDetail(string contract, JsonElement detail, Rulebook rulebook)
    {
        var symbol = ExchangeOrder.ReadSymbol(contract, "instId");
        var side = ReadPositionSide(TextOf(detail, "posSide"), TextOf(detail, "side"));
        var loss = ExactDecimal.Read(Find(detail, "bkLoss") is { Length: > 0 } told ? told : "0", "bkLoss");
        var time = ExchangeOrder.ReadUnixMs(TextOf(detail, "ts"), "ts");
        if ((symbol.Problem ?? side.Problem ?? loss.Problem ?? time.Problem) is { } problem)
        {
            return problem;
        }

        var form = loss.Value.Mantissa.IsZero
            ? ExchangeOrder.ReadForm(TextOf(detail, "sz"), TextOf(detail, "bkPx"), TextOf(detail, "bkPx"))
            : ReadDeficit(loss.Value, symbol.Value, time.Value, rulebook);
        return form.Problem is { } formProblem
            ? formProblem
            : new Liquidation
            {
                ExternalId = ExchangeOrder.IdOf($"{symbol.Value}\n{detail.GetRawText()}"),
                Symbol = symbol.Value,
                OccurredAt = time.Value,
                Form = form.Value,
                Side = side.Value,
            };
    }

    private static Checked<LiquidationForm> ReadDeficit(ExactDecimal loss, string symbol, DateTimeOffset at, Rulebook rulebook)
    {
        var asset = rulebook.FindContractAt(symbol, at) is { } listing ? rulebook.FindAsset(listing.Terms.SettleAssetCode) : null;
        var amount = DecimalNumber.Read((asset is { } known ? loss.RoundUp(known.Scale) : loss).ToString(), "bkLoss");
        return amount.Problem is { } problem ? problem
            : loss.Mantissa.Sign < 0 ? new Problem("negative", "bkLoss", "is negative.")
            : new LiquidationForm.Deficit(amount.Value);
    }

    // Accounts that hold one net position have no side of their own: a long is sold.
    private static Checked<PositionSide> ReadPositionSide(string positionSide, string orderSide) => (positionSide, orderSide) switch
    {
        ("long", _) or (_, "sell") when positionSide is not "short" => PositionSide.Long,
        ("short", _) or (_, "buy") => PositionSide.Short,
        _ => new Problem("unknown-choice", "posSide", "is neither long nor short, and no side tells it."),
    };
}
