using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Storage.Liquidations;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi;

/// <summary>Lists of liquidations, and one in full.</summary>
internal static class LiquidationEndpoints
{
    private const int PageUsual = 50;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/liquidations", ListAsync)
            .WithSummary("Liquidations, newest first")
            .WithDescription(
                "before is a sequence: pass the answer's next. from and to are times of settling. minAmount is the least size of the residual. At most 200 rows; "
                + "a page looks at 5,000 liquidations at most and then answers what it found, how far back it searched and where to go on.");
        api.MapRead("/liquidations/{sequence}", OneAsync)
            .WithSummary("One liquidation in full");
    }

    private static async Task<Results<Ok<LiquidationsAnswer>, ProblemHttpResult>> ListAsync(
        [AsParameters] LiquidationsRequest asked, RequestSnapshot request, LiquidationStore liquidations, CancellationToken cancellation)
    {
        var snapshot = request.Value;
        var query = new ApiQuery();
        var fund = query.Fund(snapshot, asked.Fund);
        var symbol = query.Symbol(asked.Symbol);
        var filter = new LiquidationFilter
        {
            FundId = fund?.Id,
            Symbol = symbol,
            PositionSide = query.Side(asked.Side),
            Outcome = query.Outcome(asked.Outcome),
            FromMs = query.Time("from", asked.From)?.ToUnixTimeMilliseconds(),
            ToMs = query.Time("to", asked.To)?.ToUnixTimeMilliseconds(),
            MinimumUnits = query.Amount("minAmount", asked.MinAmount, snapshot, fund, symbol),
        };
        var before = query.Number("before", asked.Before);
        var limit = query.Limit(asked.Limit, PageUsual, LiquidationStore.PageMax);
        if (query.Problem is { } problem)
        {
            return ApiProblems.BadRequest(problem);
        }

        var page = await liquidations.ReadPageAsync(filter, before, limit, cancellation);
        return TypedResults.Ok(new LiquidationsAnswer(
            [.. page.Rows.Select(row => LiveLiquidation.Read(row.Bytes, snapshot.Rulebook).Json)],
            ApiText.Cursor(page.Next),
            page.SearchedBackTo,
            snapshot.IsDemo));
    }

    private static async Task<Results<Ok<RawJson>, ProblemHttpResult>> OneAsync(
        string sequence, RequestSnapshot request, LiquidationStore liquidations, CancellationToken cancellation)
    {
        var query = new ApiQuery();
        var number = query.Number("sequence", sequence);
        if (query.Problem is { } problem)
        {
            return ApiProblems.BadRequest(problem);
        }

        return await liquidations.ReadAsync(number ?? 0, cancellation) is { } row
            ? TypedResults.Ok(LiveLiquidation.Read(row.Bytes, request.Value.Rulebook).Json)
            : ApiProblems.NotFound("unknown-liquidation", "sequence", "No such entry is a liquidation.");
    }
}

/// <summary>The parameters of a list of liquidations.</summary>
/// <param name="Fund">Id of the fund.</param>
/// <param name="Symbol">The contract.</param>
/// <param name="Side"><c>long</c>, <c>short</c> or <c>unreported</c>.</param>
/// <param name="Outcome"><c>surplus</c>, <c>even</c>, <c>covered</c> or <c>uncovered</c>.</param>
/// <param name="From">Settled at this time or later.</param>
/// <param name="To">Settled before this time.</param>
/// <param name="MinAmount">The residual is at least this far from zero.</param>
/// <param name="Before">Older than this sequence.</param>
/// <param name="Limit">How many; 50 unless told, at most 200.</param>
internal sealed record LiquidationsRequest(
    string? Fund, string? Symbol, string? Side, string? Outcome, string? From, string? To, string? MinAmount, string? Before, string? Limit);
