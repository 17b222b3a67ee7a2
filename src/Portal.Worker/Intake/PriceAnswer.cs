using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Portal.Worker.Intake;

/// <summary>Writes what became of prices: one result for each, in the order sent.</summary>
internal static class PriceAnswer
{
    public static async Task WriteAsync(HttpContext context, IReadOnlyList<PriceResult> results)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("results");
        foreach (var result in results)
        {
            json.WriteStartObject();
            if (result.Record.ExternalId is { } externalId)
            {
                json.WriteString("externalId", externalId);
            }

            json.WriteString("asset", result.Record.AssetCode);
            json.WriteString("status", WordOf(result.Status));
            if (result.Problem is { } problem)
            {
                IntakeAnswer.Write(json, problem);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    private static string WordOf(PriceStatus status) => status switch
    {
        PriceStatus.Taken => "taken",
        PriceStatus.Stale => "stale",
        _ => "rejected",
    };
}
