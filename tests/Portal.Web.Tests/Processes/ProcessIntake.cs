using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Portal.Worker.Intake;

namespace Portal.Web.Tests.Processes;

/// <summary>Sends liquidations to a portal that runs as a process, as an exchange's engine would: again and again until they are taken.</summary>
internal sealed class ProcessIntake(string secret)
{
    private const string Root = "/api/intake/v1/";

    public static async Task<ProcessIntake> AddKeyAsync(ProcessFolder folder)
    {
        var (exit, output) = await PortalProcess.RunAsync(folder.Path, "key", "add", "engine");
        Assert.True(exit == 0, output);
        return new ProcessIntake(output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Single(static line => line.Length == 64 && line.All(char.IsAsciiHexDigitLower)));
    }

    /// <summary>Sends one record; null when it was not taken: a stand-by, or nobody there.</summary>
    public async Task<string?> TrySendAsync(Uri portal, string id, string margin = "1", string loss = "1.2") =>
        await TryAskAsync(portal, id, $"\"margin\":\"{margin}\",\"totalLoss\":\"{loss}\"") is { } result ? result.GetProperty("status").GetString() : null;

    /// <summary>Sends one record of an account until it is taken, and keeps what its owner gets.</summary>
    public async Task<(long Sequence, string Receipt)> SendOfAsync(Uri portal, string id, string account)
    {
        JsonElement? result = null;
        await PortalProcess.WaitAsync(
            async () => (result = await TryAskAsync(portal, id, $"\"margin\":\"1\",\"totalLoss\":\"1.2\",\"account\":\"{account}\"")) is not null, $"record {id} to be taken");
        return (long.Parse(result!.Value.GetProperty("sequence").GetString()!, CultureInfo.InvariantCulture), result.Value.GetProperty("receipt").GetString()!);
    }

    /// <summary>Sends one record until it is taken.</summary>
    public async Task<string> SendAsync(Uri portal, string id)
    {
        string? status = null;
        await PortalProcess.WaitAsync(async () => (status = await TrySendAsync(portal, id)) is not null, $"record {id} to be taken");
        return status!;
    }

    private async Task<JsonElement?> TryAskAsync(Uri portal, string id, string figures)
    {
        var record = $$"""[{"externalId":"{{id}}","symbol":"BTCUSD","asset":"BTC","occurredAt":"2026-01-01T00:00:00Z","positionSide":"long",{{figures}}}]""";
        return await TryPostAsync(portal, "liquidations", record) is { } results ? results[0] : null;
    }

    /// <summary>Sends records of a kind, a JSON array, until they are taken.</summary>
    /// <returns>What became of each.</returns>
    public async Task<JsonElement> PostAsync(Uri portal, string kind, string records)
    {
        JsonElement? results = null;
        await PortalProcess.WaitAsync(async () => (results = await TryPostAsync(portal, kind, records)) is not null, $"{kind} to be taken");
        return results!.Value;
    }

    private async Task<JsonElement?> TryPostAsync(Uri portal, string kind, string records)
    {
        var (path, body) = (Root + kind, Encoding.UTF8.GetBytes(records));
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        using var client = new HttpClient { BaseAddress = portal };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Portal-Key", "engine");
        request.Headers.Add("X-Portal-Timestamp", timestamp);
        request.Headers.Add("X-Portal-Signature", IntakeSignature.Compute(secret, timestamp, "POST", path, body));
        try
        {
            using var response = await client.SendAsync(request);
            if (response.StatusCode is HttpStatusCode.ServiceUnavailable)
            {
                return null;
            }

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("results");
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
