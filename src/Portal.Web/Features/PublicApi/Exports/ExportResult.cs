using System.Data.Common;
using System.Globalization;
using System.Text;
using CsvHelper;
using Portal.Storage.Database;

namespace Portal.Web.Features.PublicApi.Exports;

/// <summary>What is exported.</summary>
/// <param name="Name">The file's name, without its ending.</param>
/// <param name="Sequence">The ledger's sequence that the export shows: what came later is not in it.</param>
/// <param name="Columns">The columns of its table.</param>
/// <param name="Pages">The records, page after page: the next one is read when the last one was sent.</param>
internal sealed record Export(string Name, long Sequence, IReadOnlyList<string> Columns, IAsyncEnumerable<IReadOnlyList<ExportRow>> Pages);

/// <summary>Sends an export page by page, as fast as its reader takes it. Memory holds one page of it, however long it is.</summary>
internal sealed partial class ExportResult(Export export, bool isTable, Action release, ILogger logger) : IResult
{
    /// <summary>The header that names the sequence which an export shows.</summary>
    public const string SequenceHeader = "X-Portal-Sequence";

    /// <summary>The trailer that names how many records were sent, where the protocol has trailers: HTTP/2 here. Whoever gets it has all of them.</summary>
    public const string RecordsTrailer = "X-Portal-Records";

    /// <summary>The kind of a table.</summary>
    public const string TableType = "text/csv; charset=utf-8; header=present";

    /// <summary>The kind of lines of JSON.</summary>
    public const string LinesType = "application/x-ndjson";

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        try
        {
            await SendAsync(httpContext);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The reader went: nobody needs the rest.
        }
        catch (Exception exception) when (exception is DbException or TransientStorageException)
        {
            LogOutOfReach(exception, export.Name);
            await BreakOffAsync(httpContext);
        }
        finally
        {
            release();
        }
    }

    // What is cut short must not look complete: the connection breaks instead of ending.
    private static async Task BreakOffAsync(HttpContext http)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.Headers.RetryAfter = "2";
        http.Response.Headers.CacheControl = "no-store";
        await ApiProblems.Unavailable("The database is out of reach just now.").ExecuteAsync(http);
    }

    private async Task SendAsync(HttpContext http)
    {
        var (response, cancellation) = (http.Response, http.RequestAborted);
        await using var pages = export.Pages.GetAsyncEnumerator(cancellation);

        // Read before anything is said: a database that is away becomes a plain answer.
        var isMore = await pages.MoveNextAsync();
        response.ContentType = isTable ? TableType : LinesType;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = $"attachment; filename=\"{export.Name}-{export.Sequence.ToString(CultureInfo.InvariantCulture)}.{(isTable ? "csv" : "ndjson")}\"";
        response.Headers[SequenceHeader] = export.Sequence.ToString(CultureInfo.InvariantCulture);
        if (response.SupportsTrailers())
        {
            response.DeclareTrailer(RecordsTrailer);
        }

        await using var text = new StreamWriter(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await using var table = CsvWriter.Create(text, CsvWriterOptions.Default, leaveOpen: true);
        if (isTable)
        {
            await WriteLineAsync(table, export.Columns, cancellation);
        }

        var records = 0L;
        for (; isMore; isMore = await pages.MoveNextAsync())
        {
            foreach (var row in pages.Current)
            {
                records++;
                await (isTable ? WriteLineAsync(table, row.Fields(export.Columns), cancellation) : text.WriteAsync($"{Encoding.UTF8.GetString(row.Json.Bytes.Span)}\n"));
            }

            await table.FlushAsync(cancellation);
            await text.FlushAsync(cancellation);
            await response.Body.FlushAsync(cancellation);
        }

        if (!isTable)
        {
            await text.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{{\"complete\":true,\"records\":{records},\"sequence\":{export.Sequence}}}\n"));
        }

        await table.FlushAsync(cancellation);
        await text.FlushAsync(cancellation);
        if (response.SupportsTrailers())
        {
            response.AppendTrailer(RecordsTrailer, records.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static Task WriteLineAsync(CsvWriter table, IEnumerable<string> fields, CancellationToken cancellation)
    {
        foreach (var field in fields)
        {
            table.WriteField(field);
        }

        return table.EndRecordAsync(cancellation).AsTask();
    }

    [LoggerMessage(1, LogLevel.Warning, "The export of {Name} could not be read to its end.")]
    private partial void LogOutOfReach(Exception exception, string name);
}
