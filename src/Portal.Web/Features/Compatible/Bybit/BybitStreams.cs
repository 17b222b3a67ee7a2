using System.Text.Json;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
using Portal.Web.Features.Compatible.Streaming;
using Portal.Web.Live;

namespace Portal.Web.Features.Compatible.Bybit;

/// <summary>Bybit's streams of pools, liquidations and ADL alerts. Every pool is pushed, where Bybit leaves shared ones out.</summary>
internal sealed class BybitStreams(LiveState live, TimeProvider time) : StreamFormat
{
    private const string Insurance = "insurance.";
    private const string Liquidations = "allLiquidation.";
    private const string Alerts = "adlAlert.";

    /// <inheritdoc/>
    public override void Receive(StreamConnection connection, ReadOnlyMemory<byte> message)
    {
        using var document = ReadObject(message);
        if (document is null)
        {
            connection.Send(Answer(connection, success: false, "error:invalid json", string.Empty, string.Empty));
            return;
        }

        var asked = document.RootElement;
        var requestId = TextOf(asked, "req_id") ?? string.Empty;
        switch (TextOf(asked, "op"))
        {
            case "ping":
                connection.Send(Answer(connection, success: true, "pong", requestId, "ping"));
                break;
            case "subscribe":
                Change(connection, asked, requestId, "subscribe", subscribe: true);
                break;
            case "unsubscribe":
                Change(connection, asked, requestId, "unsubscribe", subscribe: false);
                break;
            case var other:
                connection.Send(Answer(connection, success: false, "error:invalid op", requestId, other ?? string.Empty));
                break;
        }
    }

    /// <inheritdoc/>
    public override void TellLiquidations(IReadOnlyList<LiquidationFigures> settled)
    {
        foreach (var symbol in settled.GroupBy(static liquidation => liquidation.Symbol, StringComparer.Ordinal))
        {
            var topic = $"{Liquidations}{symbol.Key}";
            if (Topics.IsFollowed(topic))
            {
                Topics.Tell(topic, Push(topic, "snapshot", symbol.Max(static liquidation => liquidation.RecordedUnixMs), symbol, WriteLiquidation));
            }
        }
    }

    /// <inheritdoc/>
    public override void TellFunds(IReadOnlyList<LiveFund> changed, LiveSnapshot snapshot)
    {
        foreach (var topic in Topics.Followed)
        {
            if (!topic.StartsWith(Liquidations, StringComparison.Ordinal) && FundsOf(topic, changed) is { Length: > 0 } funds)
            {
                Topics.Tell(topic, State(topic, funds, "delta"));
            }
        }
    }

    private void Change(StreamConnection connection, JsonElement asked, string requestId, string operation, bool subscribe)
    {
        if (TextsOf(asked, "args") is not { Count: > 0 } topics)
        {
            connection.Send(Answer(connection, success: false, "error:args is a list of topics", requestId, operation));
            return;
        }

        if (topics.FirstOrDefault(topic => !IsTopic(topic)) is { } unknown)
        {
            connection.Send(Answer(connection, success: false, $"error:handler not found,topic:{unknown}", requestId, operation));
            return;
        }

        if (subscribe && connection.Topics.Union(topics, StringComparer.Ordinal).Count() > connection.TopicsMax)
        {
            connection.Send(Answer(connection, success: false, $"error:a connection follows at most {connection.TopicsMax} topics", requestId, operation));
            return;
        }

        connection.Send(Answer(connection, success: true, string.Empty, requestId, operation));
        foreach (var topic in topics.Distinct(StringComparer.Ordinal))
        {
            if (!subscribe)
            {
                Topics.Leave(connection, topic);
            }
            else
            {
                Topics.Follow(
                    connection,
                    topic,
                    topic.StartsWith(Liquidations, StringComparison.Ordinal) ? null : () => State(topic, FundsOf(topic, live.Current.Funds), "snapshot"));
            }
        }
    }

    private bool IsTopic(string topic) =>
        topic.StartsWith(Liquidations, StringComparison.Ordinal)
            ? topic.Length > Liquidations.Length && topic.Length <= Liquidations.Length + LedgerDecisions.SymbolLengthMax
            : CoinOf(topic) is { } coin && (coin == BybitPools.Inverse || live.Current.Funds.Any(fund => fund.Asset.Code == coin));

    private static string? CoinOf(string topic) =>
        topic.StartsWith(Insurance, StringComparison.Ordinal) ? topic[Insurance.Length..]
        : topic.StartsWith(Alerts, StringComparison.Ordinal) ? topic[Alerts.Length..]
        : null;

    private static LiveFund[] FundsOf(string topic, IEnumerable<LiveFund> funds) => [.. funds.Where(fund => BybitPools.IsMeant(fund, CoinOf(topic)!))];

    private ReadOnlyMemory<byte> State(string topic, LiveFund[] funds, string type)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return topic.StartsWith(Insurance, StringComparison.Ordinal)
            ? Push(topic, type, now, funds, WritePool)
            : Push(topic, "snapshot", now, funds.SelectMany(static fund => fund.Symbols.Select(symbol => BybitPools.AlertOf(symbol, fund))), WriteAlert);
    }

    private static ReadOnlyMemory<byte> Push<T>(string topic, string type, long unixMs, IEnumerable<T> items, Action<Utf8JsonWriter, T> writeItem) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("topic", topic);
        writer.WriteString("type", type);
        writer.WriteNumber("ts", unixMs);
        writer.WriteStartArray("data");
        foreach (var item in items)
        {
            writer.WriteStartObject();
            writeItem(writer, item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void WriteLiquidation(Utf8JsonWriter writer, LiquidationFigures liquidation)
    {
        writer.WriteNumber("T", liquidation.OccurredUnixMs);
        writer.WriteString("s", liquidation.Symbol);

        // Bybit's side is the position's: Buy is a long that was closed.
        writer.WriteString("S", liquidation.Side switch
        {
            PositionSide.Long => "Buy",
            PositionSide.Short => "Sell",
            _ => string.Empty,
        });
        writer.WriteString("v", liquidation.Quantity);
        writer.WriteString("p", liquidation.BankruptcyPrice);
        writer.WriteNumber("sequence", liquidation.Liquidation.Sequence);
    }

    private static void WritePool(Utf8JsonWriter writer, LiveFund fund)
    {
        writer.WriteString("coin", fund.Asset.Code);
        writer.WriteString("symbols", BybitPools.SymbolsOf(fund));
        writer.WriteString("balance", fund.Balance.ToString());
        writer.WriteString("updateTime", BybitPools.UpdatedTime([fund]));
    }

    private static void WriteAlert(Utf8JsonWriter writer, BybitAdlAlert alert)
    {
        writer.WriteString("c", alert.Coin);
        writer.WriteString("s", alert.Symbol);
        writer.WriteString("b", alert.Balance);
        writer.WriteString("mb", alert.MaxBalance);
        writer.WriteString("i_pr", alert.InsurancePnlRatio);
        writer.WriteString("pr", alert.PnlRatio);
        writer.WriteString("adl_tt", alert.AdlTriggerThreshold);
        writer.WriteString("adl_sr", alert.AdlStopRatio);
    }

    private static ReadOnlyMemory<byte> Answer(StreamConnection connection, bool success, string text, string requestId, string operation) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("success", success);
        writer.WriteString("ret_msg", text);
        writer.WriteString("conn_id", connection.Id);
        writer.WriteString("req_id", requestId);
        writer.WriteString("op", operation);
        writer.WriteEndObject();
    });
}
