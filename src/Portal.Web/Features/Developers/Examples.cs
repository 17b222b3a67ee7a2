namespace Portal.Web.Features.Developers;

/// <summary>Programs to copy.</summary>
internal static class Examples
{
    /// <summary>A signed request in a shell, with values whose signature is known.</summary>
    public const string Signing = """
        secret=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
        timestamp=1769860800250   # in earnest: $(date +%s%3N), within 30 seconds
        body='[{"externalId":"L-1","symbol":"BTCUSDT","occurredAt":"2026-01-31T12:00:00.250Z","positionSide":"long","asset":"USDT","margin":"1","totalLoss":"1.2"}]'
        hash=$(printf '%s' "$body" | openssl dgst -sha256 -r | cut -d' ' -f1)
        printf '%s\n%s\n%s\n%s' "$timestamp" POST /api/intake/v1/liquidations "$hash" |
          openssl dgst -sha256 -hmac "$secret" -r | cut -d' ' -f1
        # 63910fe118f737dfc236eaa7871f4e77c441c66a8166bbeedd2a71c5654a9d2a
        # send it as X-Portal-Signature, with X-Portal-Key (the source) and X-Portal-Timestamp
        """;

    /// <summary>Balances of all funds.</summary>
    public static string Curl(string address) => $"""
        curl -s {address}/api/v1/funds | jq -r '.funds[] | "\(.id) \(.balance) \(.asset)"'
        curl -s '{address}/api/v1/liquidations?outcome=uncovered&limit=10'
        curl -sN '{address}/api/v1/stream?topics=liquidations'
        """;

    /// <summary>Live liquidations in a browser.</summary>
    public static string EventSource(string address) => $$"""
        const stream = new EventSource("{{address}}/api/v1/stream?topics=funds,liquidations");
        stream.addEventListener("Snapshot", e => show(JSON.parse(e.data)));
        stream.addEventListener("FundsChanged", e => JSON.parse(e.data).funds.forEach(showFund));
        stream.addEventListener("LiquidationsSettled", e => JSON.parse(e.data).liquidations.forEach(add));
        """;

    /// <summary>The same over the hub.</summary>
    public static string SignalR(string address) => $$"""
        const hub = new signalR.HubConnectionBuilder().withUrl("{{address}}/hubs/fund").build();
        let have = null;   // the sequence up to which we have everything
        hub.on("LiquidationsSettled", (sequence, liquidations) => { liquidations.forEach(add); have = sequence; });
        await hub.start();
        const answer = await hub.invoke("Subscribe", ["liquidations"], have);
        answer.liquidations.forEach(add);
        have = answer.sequence;
        """;
}
