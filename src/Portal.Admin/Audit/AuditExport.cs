using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Portal.Admin.Sessions;
using Portal.Storage.Audit;

namespace Portal.Admin.Audit;

/// <summary>The audit, or what a search of it finds, as a file, oldest first, streamed page by page however long it is. Taking it is noted in it.</summary>
internal static class AuditExport
{
    private const int PageRows = 500;
    private const string Head = "sequence,at,person,address,action,subject,details,entryHash\r\n";

    private static readonly JsonSerializerOptions DetailsOptions = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    // What a spreadsheet would take for a formula.
    private const string FormulaSigns = "=+-@\t\r";

    public static Task CsvAsync(HttpContext context, AdminSessions sessions, AuditStore audit, TimeProvider clock) =>
        SendAsync(context, sessions, audit, clock, "csv", "text/csv; charset=utf-8", Head, CsvOf);

    public static Task NdjsonAsync(HttpContext context, AdminSessions sessions, AuditStore audit, TimeProvider clock) =>
        SendAsync(context, sessions, audit, clock, "ndjson", "application/x-ndjson", string.Empty, JsonOf);

    private static async Task SendAsync(
        HttpContext context, AdminSessions sessions, AuditStore audit, TimeProvider clock, string form, string type, string head, Func<AuditRow, string> write)
    {
        if (await sessions.FindAsync(context.User, isActivity: true, context.RequestAborted) is not { } person)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var query = QueryOf(context.Request.Query);
        if (query.Problems() is [var problem, ..])
        {
            await TypedResults.Problem(problem.Detail, statusCode: StatusCodes.Status400BadRequest, extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["field"] = problem.Field })
                .ExecuteAsync(context);
            return;
        }

        var last = await audit.AppendAsync(person.Did(clock.GetUtcNow(), "audit.exported", form, DetailsOf(query)), context.RequestAborted);
        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"audit.{form}\"";
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await writer.WriteAsync(head);
        await foreach (var row in query.IsAll ? AllAsync(audit, last.Sequence, context.RequestAborted) : FoundAsync(audit, query.ToFilter(), last.Sequence, context.RequestAborted))
        {
            await writer.WriteAsync(write(row));
        }
    }

    private static AuditQuery QueryOf(IQueryCollection query) => new()
    {
        Person = query["person"],
        Action = query["action"],
        Subject = query["subject"],
        From = query["from"],
        Until = query["until"],
    };

    private static string DetailsOf(AuditQuery query) => query.IsAll
        ? "{}"
        : JsonSerializer.Serialize(new { query.Person, query.Action, query.Subject, query.From, query.Until }, DetailsOptions);

    private static async IAsyncEnumerable<AuditRow> AllAsync(AuditStore audit, long last, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var after = 0L; after < last;)
        {
            var page = await audit.ReadAfterAsync(after, PageRows, cancellation);
            foreach (var row in page.Where(row => row.Sequence <= last))
            {
                yield return row;
            }

            // A row that is missing must not let the file look whole.
            after = page is [.., var end] ? end.Sequence : throw new InvalidDataException($"The audit ends before row {last}.");
        }
    }

    // What is written meanwhile belongs to no file that was begun before.
    private static async IAsyncEnumerable<AuditRow> FoundAsync(AuditStore audit, AuditFilter filter, long last, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (long? after = null; ;)
        {
            var page = await audit.FindForwardAsync(filter, after, PageRows, cancellation);
            foreach (var row in page.Rows.Where(row => row.Sequence <= last))
            {
                yield return row;
            }

            if (page.Next is null)
            {
                yield break;
            }

            after = page.Next;
        }
    }

    private static string JsonOf(AuditRow row) => JsonSerializer.Serialize(new
    {
        row.Sequence,
        At = TimeOf(row),
        row.Person,
        row.Address,
        row.Action,
        row.Subject,
        row.Details,
        EntryHash = Convert.ToHexStringLower(row.EntryHash),
    }, JsonSerializerOptions.Web) + "\n";

    private static string CsvOf(AuditRow row) => string.Join(
        ',',
        ((string[])[row.Sequence.ToString(CultureInfo.InvariantCulture), TimeOf(row), row.Person, row.Address, row.Action, row.Subject, row.Details, Convert.ToHexStringLower(row.EntryHash)])
            .Select(Quoted)) + "\r\n";

    private static string Quoted(string text)
    {
        var plain = text.Length > 0 && FormulaSigns.Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;
        return $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string TimeOf(AuditRow row) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.AtMs).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
