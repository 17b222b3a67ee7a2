using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Storage.Ledger;
using Portal.Storage.Liquidations;
using Portal.Web.Caching;
using Portal.Web.Features.Liquidations;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi.Exports;

/// <summary>Whole lists as files: any length, read page by page by keyset.</summary>
internal static class ExportEndpoints
{
    /// <summary>The folder of the addresses.</summary>
    public const string Root = $"{ApiAddresses.Root}/export";

    private const int EntriesPerPage = 1_000;
    private const string RetryAfterSeconds = "10";

    private const string HowItEnds =
        "Shows the ledger as of the sequence in X-Portal-Sequence. One that is cut short breaks the connection instead of ending; over HTTP/2 the trailer X-Portal-Records counts what was sent.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var exports = routes.MapGroup(Root).WithTags("Exports").RequireCors(PublicSite.CorsPolicy).WithMetadata(ShowsLedger.AsLongAsItTakes);
        foreach (var isTable in (bool[])[true, false])
        {
            var (ending, type, last) = isTable
                ? ("csv", "text/csv", "A text that begins like a formula has an apostrophe in front. ")
                : ("ndjson", ExportResult.LinesType, "The last line says {\"complete\":true} with the number of records. ");
            Describe(exports.MapGet($"/liquidations.{ending}", Liquidations(isTable)), type)
                .WithSummary("All liquidations that match, newest first, as a file")
                .WithDescription($"The filters of /liquidations; sort is newest or oldest. {last}{HowItEnds}");
            Describe(exports.MapGet($"/entries.{ending}", Entries(isTable)), type)
                .WithSummary("All ledger entries in order, as a file")
                .WithDescription($"after is a sequence; with fund it counts the fund's own entries (fundSequence). Each entry with its leaf hash, and reversedBy where a later one took it back. {last}{HowItEnds}");
        }
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string type) => route
        .Produces<string>(StatusCodes.Status200OK, type)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static Delegate Liquidations(bool isTable) =>
        Results<ExportResult, ProblemHttpResult> (
            [AsParameters] LiquidationsFilterRequest asked, string? sort, string? before, HttpContext http, LiveState live, LiquidationLists lists, ILoggerFactory loggers) =>
        {
            var (snapshot, query) = (live.Current, new ApiQuery());
            var filter = asked.Read(query, snapshot);
            var order = query.TimeOrder(sort);
            var end = Math.Min(query.Number("before", before) ?? long.MaxValue, snapshot.Sequence + 1);
            return Answer(http, query, isTable, loggers, () => new Export("liquidations", snapshot.Sequence, ExportRow.LiquidationColumns, PagesAsync(lists, filter, order, end, snapshot)));
        };

    private static Delegate Entries(bool isTable) =>
        Results<ExportResult, ProblemHttpResult> (string? fund, string? after, HttpContext http, LiveState live, LedgerStore store, ILoggerFactory loggers) =>
        {
            var (snapshot, query) = (live.Current, new ApiQuery());
            var (only, begin) = (query.Fund(snapshot, fund), query.Number("after", after) ?? 0);
            return Answer(http, query, isTable, loggers, () => new Export(
                "entries", snapshot.Sequence, ExportRow.EntryColumns, only is null ? PagesAsync(store, begin, snapshot) : PagesAsync(store, only, begin, snapshot)));
        };

    private static Results<ExportResult, ProblemHttpResult> Answer(HttpContext http, ApiQuery query, bool isTable, ILoggerFactory loggers, Func<Export> export)
    {
        if (query.Problem is { } problem)
        {
            return ApiProblems.BadRequest(problem);
        }

        var (shares, address) = (http.RequestServices.GetRequiredService<AddressExports>(), VisitorAddress.Of(http));
        if (!shares.TryTake(address))
        {
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
            return ApiProblems.TooMany("exports");
        }

        return new ExportResult(export(), isTable, () => shares.Release(address), loggers.CreateLogger<ExportResult>());
    }

    private static async IAsyncEnumerable<IReadOnlyList<ExportRow>> PagesAsync(
        LiquidationLists lists, LiquidationFilter filter, LiquidationOrder order, long before, LiveSnapshot snapshot, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        long? place = null;
        do
        {
            var page = await lists.ReadAsync(filter, order, place, before, LiquidationStore.PageMax, cancellation);
            yield return [.. page.Rows.Select(row => ExportRow.Of(LiveLiquidation.Read(row.Bytes, snapshot.Rulebook)))];
            place = page.Next;
        }
        while (place is not null);
    }

    private static async IAsyncEnumerable<IReadOnlyList<ExportRow>> PagesAsync(
        LedgerStore store, long after, LiveSnapshot snapshot, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        while (after < snapshot.Sequence)
        {
            var rows = await store.ReadEntriesAsync(after, (int)Math.Min(EntriesPerPage, snapshot.Sequence - after), cancellation);
            if (rows.Count == 0)
            {
                yield break;
            }

            yield return [.. rows.Select(row => ExportRow.Of(row, snapshot.Rulebook.FindReversalOf(row.Sequence)?.Sequence))];
            after = rows[^1].Sequence;
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<ExportRow>> PagesAsync(
        LedgerStore store, LiveFund fund, long after, LiveSnapshot snapshot, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        while (after < fund.FundSequence)
        {
            var rows = await store.ReadFundEntriesAsync(fund.Id, after, (int)Math.Min(EntriesPerPage, fund.FundSequence - after), cancellation);
            if (rows.Count == 0)
            {
                yield break;
            }

            yield return [.. rows.Select(row => ExportRow.Of(row, snapshot.Rulebook.FindReversalOf(row.Sequence)?.Sequence))];
            after = rows[^1].FundSequence!.Value;
        }
    }
}
