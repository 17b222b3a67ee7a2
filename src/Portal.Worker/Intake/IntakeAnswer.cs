using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Portal.Settlement;
using Portal.Worker.Settling;

namespace Portal.Worker.Intake;

/// <summary>Writes what intake answers: the results of records after their commit, or why the whole request was not taken.</summary>
internal static class IntakeAnswer
{
    /// <summary>200: one result for each record, in the order sent.</summary>
    public static async Task WriteAsync(HttpContext context, IReadOnlyList<RecordResult> results)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("results");
        foreach (var result in results)
        {
            Write(json, result);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    /// <summary>Any other status: problem+json.</summary>
    public static Task RefuseAsync(HttpContext context, int status, Problem problem, TimeSpan? retryAfter = null)
    {
        if (retryAfter is { } pause)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = problem.Code };
        if (problem.Field is not null)
        {
            extensions["field"] = problem.Field;
        }

        return Results.Problem(problem.Detail, statusCode: status, extensions: extensions).ExecuteAsync(context);
    }

    /// <summary>Why a record was refused, as a part of its result.</summary>
    public static void Write(Utf8JsonWriter json, Problem problem)
    {
        json.WriteStartObject("problem");
        json.WriteString("code", problem.Code);
        if (problem.Field is not null)
        {
            json.WriteString("field", problem.Field);
        }

        json.WriteString("detail", problem.Detail);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RecordResult result)
    {
        json.WriteStartObject();
        json.WriteString("externalId", result.ExternalId);
        json.WriteString("status", RecordStatusText.Of(result.Status));
        if (result.Sequence is { } sequence)
        {
            json.WriteString("sequence", sequence.ToString(CultureInfo.InvariantCulture));
        }

        if (result.Receipt is { } receipt)
        {
            json.WriteString("receipt", Convert.ToHexStringLower(receipt));
        }

        if (result.Problem is { } problem)
        {
            Write(json, problem);
        }

        if (result.LineNumber is { } line)
        {
            json.WriteNumber("line", line);
        }

        json.WriteEndObject();
    }
}
