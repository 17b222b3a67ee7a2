using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Settlement.Amounts;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;
using Portal.Worker.Intake;
using Portal.Worker.Settling;

namespace Portal.Web.Tests.Intake;

/// <summary>An exchange's engine that sends to a portal in this process.</summary>
internal sealed class IntakeClient(PortalFactory portal, HttpClient http, string secret)
{
    public const string Source = "engine";
    public const string Liquidations = "/api/intake/v1/liquidations";
    public const string Fees = "/api/intake/v1/fees";

    public string Secret { get; } = secret;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts the portal with a BTC fund of 10 that takes every symbol, and a key; returns when it settles.</summary>
    public static async Task<IntakeClient> StartAsync(PortalFactory portal)
    {
        var http = portal.CreateClient();
        var services = portal.Services;
        var asset = new Asset("BTC", 8);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var policy = new FundPolicy
        {
            Sequence = 0,
            EffectiveAt = at,
            FundId = "btc",
            Name = "BTC fund",
            Asset = asset,
            Floor = Money.Zero(asset),
            Symbols = [FundPolicy.AllOtherSymbols],
        };
        var opened = await services.GetRequiredService<DecisionStore>().WriteAsync(
            state => LedgerDecisions.OpenFund(state, policy, Money.Read("10", asset, "opening").Value, "operator", at), Cancellation);
        Assert.Null(opened.Problem);
        var key = await services.GetRequiredService<IntakeKeyStore>().AddAsync(Source, at, Cancellation);
        var queue = services.GetRequiredService<IntakeQueue>();
        for (var wait = 0; !queue.IsOpen; wait++)
        {
            Assert.True(wait < 600, "The worker never began to settle.");
            await Task.Delay(50, Cancellation);
        }

        return new IntakeClient(portal, http, services.GetRequiredService<MasterSecret>().IntakeSecret(key!.KeyId));
    }

    public static string Now(TimeSpan off = default) => (DateTimeOffset.UtcNow + off).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public static string Record(string id, string margin = "1", string loss = "1.2", string more = "") =>
        $$"""{"externalId":"{{id}}","symbol":"BTCUSD","asset":"BTC","occurredAt":"2026-01-01T00:00:00Z","positionSide":"long","margin":"{{margin}}","totalLoss":"{{loss}}"{{more}}}""";

    public Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(string json, string path = Liquidations) =>
        SendAsync(Sign(path, Encoding.UTF8.GetBytes(json)));

    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return (response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    public HttpRequestMessage Sign(string path, byte[] body, string? timestamp = null, string? secret = null, string contentType = "application/json")
    {
        timestamp ??= Now();
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        request.Headers.Add("X-Portal-Key", Source);
        request.Headers.Add("X-Portal-Timestamp", timestamp);
        request.Headers.Add("X-Portal-Signature", IntakeSignature.Compute(secret ?? Secret, timestamp, "POST", path, body));
        return request;
    }

    /// <summary>How many entries the ledger has, and the fund's balance.</summary>
    public async Task<(long Sequence, string Balance)> ReadLedgerAsync()
    {
        var position = await portal.Services.GetRequiredService<LedgerPositions>().ReadAsync(Cancellation);
        return (position.Sequence, position.State.Find("btc")!.Balance.ToString());
    }
}
