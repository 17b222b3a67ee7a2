using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Storage.Liquidations;
using Portal.Web.Features.Liquidations;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi;

/// <summary>Lists of liquidations, and one in full.</summary>
internal static class LiquidationEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/liquidations", ListAsync)
            .WithSummary("Liquidations, newest first")
            .WithDescription(
                "sort is newest, oldest or draw: what a fund paid most for first, which needs a fund where there are several. next goes on: pass it as before with newest first, else as after. "
                + "from and to are times of settling. minAmount and maxAmount bound the size of the residual: what was left over or missing. At most 200 rows; "
                + "a page looks at 5,000 liquidations at most and then answers what it found, how far it searched and where to go on.");
        api.MapRead("/liquidations/{sequence}", OneAsync)
            .WithSummary("One liquidation in full");
    }

    private static async Task<Results<Ok<LiquidationsAnswer>, ProblemHttpResult>> ListAsync(
        [AsParameters] LiquidationsFilterRequest asked, [AsParameters] LiquidationsPageRequest paged, RequestSnapshot request, LiquidationLists lists, CancellationToken cancellation)
    {
        var snapshot = request.Value;
        var query = new ApiQuery();
        var filter = asked.Read(query, snapshot);
        var (order, before, after, rows) = paged.Read(query);
        if (order is LiquidationOrder.Draw)
        {
            filter = query.Ranked(filter, snapshot);
        }

        if (query.Problem is { } problem)
        {
            return ApiProblems.BadRequest(problem);
        }

        var page = await lists.ReadAsync(filter, order, order is LiquidationOrder.Newest ? null : after, before ?? long.MaxValue, rows, cancellation);
        return TypedResults.Ok(new LiquidationsAnswer(
            [.. page.Rows.Select(row => LiveLiquidation.Read(row.Bytes, snapshot.Rulebook).Json)],
            ApiText.Cursor(page.Next),
            page.SearchedTo,
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

/// <summary>Which liquidations are asked for.</summary>
/// <param name="Fund">Id of the fund.</param>
/// <param name="Symbol">The contract.</param>
/// <param name="Side"><c>long</c>, <c>short</c> or <c>unreported</c>.</param>
/// <param name="Outcome"><c>surplus</c>, <c>even</c>, <c>covered</c> or <c>uncovered</c>.</param>
/// <param name="From">Settled at this time or later.</param>
/// <param name="To">Settled before this time.</param>
/// <param name="MinAmount">The residual is at least this far from zero.</param>
/// <param name="MaxAmount">The residual is at most this far from zero.</param>
internal sealed record LiquidationsFilterRequest(
    string? Fund, string? Symbol, string? Side, string? Outcome, string? From, string? To, string? MinAmount, string? MaxAmount)
{
    /// <summary>The filter; what is wrong is in the query.</summary>
    public LiquidationFilter Read(ApiQuery query, LiveSnapshot snapshot)
    {
        var fund = query.Fund(snapshot, Fund);
        var symbol = query.Symbol(Symbol);
        return new LiquidationFilter
        {
            FundId = fund?.Id,
            Symbol = symbol,
            PositionSide = query.Side(Side),
            Outcome = query.Outcome(Outcome),
            FromMs = query.Time("from", From)?.ToUnixTimeMilliseconds(),
            ToMs = query.Time("to", To)?.ToUnixTimeMilliseconds(),
            MinimumUnits = query.Amount("minAmount", MinAmount, snapshot, fund, symbol),
            MaximumUnits = query.Amount("maxAmount", MaxAmount, snapshot, fund, symbol),
        };
    }
}

/// <summary>Which page of a list is asked for.</summary>
/// <param name="Sort"><c>newest</c>, <c>oldest</c> or <c>draw</c>.</param>
/// <param name="Before">Only below this sequence; newest first, where to go on.</param>
/// <param name="After">In the other orders, where to go on.</param>
/// <param name="Limit">How many rows at most.</param>
internal sealed record LiquidationsPageRequest(string? Sort, string? Before, string? After, string? Limit)
{
    private const int RowsUsual = 50;

    /// <summary>The page; what is wrong is in the query.</summary>
    public (LiquidationOrder Order, long? Before, long? After, int Rows) Read(ApiQuery query) =>
        (query.Choice<LiquidationOrder>("sort", Sort) ?? LiquidationOrder.Newest,
            query.Number("before", Before),
            query.Number("after", After),
            query.Limit(Limit, RowsUsual, LiquidationStore.PageMax));
}
