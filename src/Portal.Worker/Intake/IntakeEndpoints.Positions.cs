using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Database;
using Portal.Worker.Positions;

namespace Portal.Worker.Intake;

/// <content>Position snapshots: signed and read like records, and in no line with them, for nothing of the ledger follows from them.</content>
public sealed partial class IntakeEndpoints
{
    private async Task TakePositionsAsync(HttpContext context)
    {
        if (await ReadAsync(context) is not { } request)
        {
            return;
        }

        var parts = RecordReader.Split(request.Body, request.IsNdjson, limits.Value.IntakeRecordsMax);
        if (parts.Problem is { } problem)
        {
            await IntakeAnswer.RefuseAsync(context, StatusOf(problem), problem);
            return;
        }

        var results = new List<SnapshotResult>(parts.Value.Count);
        try
        {
            foreach (var (part, _) in parts.Value)
            {
                results.Add(await positions.TakeAsync(request.Source, part, context.RequestAborted));
            }
        }
        catch (Exception exception) when (exception is DbException or TransientStorageException or CommitUnknownException)
        {
            await IntakeAnswer.RefuseAsync(
                context,
                StatusCodes.Status503ServiceUnavailable,
                new Problem("not-taken", null, "The snapshots could not be kept in time; send them again, which is safe."),
                StandbyPause);
            return;
        }

        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        Write(json, results);
        await json.FlushAsync(context.RequestAborted);
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<SnapshotResult> results)
    {
        json.WriteStartObject();
        json.WriteStartArray("results");
        foreach (var result in results)
        {
            json.WriteStartObject();
            json.WriteString("externalId", result.ExternalId);
            json.WriteString("status", ChoiceText.Of(result.Status));
            if (result.Problem is { } problem)
            {
                IntakeAnswer.Write(json, problem);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
