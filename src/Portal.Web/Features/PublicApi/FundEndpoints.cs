using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Storage.Ledger;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi;

/// <summary>Funds, their history and their entries.</summary>
internal static class FundEndpoints
{
    private const int EntriesUsual = 100;
    private const int EntriesMost = 1_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/funds", Funds)
            .WithSummary("All funds with balance, change, drawdown and ADL state");
        api.MapRead("/funds/{id}", Fund)
            .WithSummary("One fund");
        api.MapRead("/funds/{id}/history", HistoryAsync)
            .WithSummary("A fund's balance and flows by minute, hour or day, oldest first")
            .WithDescription("At most 2,000 rows; an interval without entries has none. interval is 1m, 1h, 1d or auto (the finest that fits). Without from, a named interval answers its newest rows.");
        api.MapRead("/funds/{id}/entries", FundEntriesAsync)
            .WithSummary("A fund's ledger entries in order")
            .WithDescription("after counts the fund's own entries (fundSequence). At most 1,000.");
        api.MapRead("/entries", EntriesAsync)
            .WithSummary("All ledger entries in order, each in canonical form byte for byte")
            .WithDescription("after is a sequence. At most 1,000.");
    }

    private static Ok<FundsAnswer> Funds(RequestSnapshot request)
    {
        var snapshot = request.Value;
        return TypedResults.Ok(new FundsAnswer([.. snapshot.Funds.Select(fund => FundAnswer.Of(fund, snapshot.Prices))], snapshot.Sequence, snapshot.IsDemo));
    }

    private static Results<Ok<FundAnswer>, ProblemHttpResult> Fund(string id, RequestSnapshot request) =>
        request.Value.Find(id) is { } fund ? TypedResults.Ok(FundAnswer.Of(fund, request.Value.Prices)) : UnknownFund();

    private static async Task<Results<Ok<IReadOnlyList<HistoryRow>>, ProblemHttpResult>> HistoryAsync(
        string id, string? interval, string? from, string? to, RequestSnapshot request, HistoryReader history, CancellationToken cancellation)
    {
        if (request.Value.Find(id) is not { } fund)
        {
            return UnknownFund();
        }

        var query = new ApiQuery();
        var (begin, end) = (query.Time("from", from), query.Time("to", to));
        if (query.Problem is { } problem)
        {
            return ApiProblems.BadRequest(problem);
        }

        var rows = await history.ReadAsync(fund, string.IsNullOrEmpty(interval) ? null : interval, begin, end, cancellation);
        return rows.Problem is { } bad
            ? ApiProblems.BadRequest(bad)
            : TypedResults.Ok<IReadOnlyList<HistoryRow>>([.. rows.Value.Select(row => HistoryRow.Of(row, fund.Asset))]);
    }

    private static async Task<Results<Ok<EntriesAnswer>, ProblemHttpResult>> FundEntriesAsync(
        string id, string? after, string? limit, RequestSnapshot request, LedgerStore ledger, CancellationToken cancellation)
    {
        var query = new ApiQuery();
        var (from, most) = (query.Number("after", after) ?? 0, query.Limit(limit, EntriesUsual, EntriesMost));
        if (query.Problem is { } problem)
        {
            return ApiProblems.BadRequest(problem);
        }

        if (request.Value.Find(id) is not { } fund)
        {
            return UnknownFund();
        }

        var rows = await ledger.ReadFundEntriesAsync(fund.Id, from, most, cancellation);
        return Answer(rows, rows.Count == most ? rows[^1].FundSequence : null, request);
    }

    private static async Task<Results<Ok<EntriesAnswer>, ProblemHttpResult>> EntriesAsync(
        string? after, string? limit, RequestSnapshot request, LedgerStore ledger, CancellationToken cancellation)
    {
        var query = new ApiQuery();
        var (from, most) = (query.Number("after", after) ?? 0, query.Limit(limit, EntriesUsual, EntriesMost));
        if (query.Problem is { } problem)
        {
            return ApiProblems.BadRequest(problem);
        }

        var rows = await ledger.ReadEntriesAsync(from, most, cancellation);
        return Answer(rows, rows.Count == most ? rows[^1].Sequence : null, request);
    }

    private static Ok<EntriesAnswer> Answer(IReadOnlyList<LedgerEntryRow> rows, long? next, RequestSnapshot request) =>
        TypedResults.Ok(new EntriesAnswer([.. rows.Select(static row => new RawJson(row.Bytes))], ApiText.Cursor(next), request.Value.IsDemo));

    private static ProblemHttpResult UnknownFund() => ApiProblems.NotFound("unknown-fund", "id", "There is no such fund.");
}
