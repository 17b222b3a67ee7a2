using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Storage.Liquidations;
using Portal.Web.Caching;
using Portal.Web.Features.Compatible.Streaming;
using Portal.Web.Features.PublicApi;
using Portal.Web.Live;

namespace Portal.Web.Features.Compatible.Okx;

/// <summary>What clients of OKX's v5 ask for.</summary>
internal static class OkxEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v5/public");
        api.AddEndpointFilter<ApiAnswerFilter>();
        api.RequireCors(PublicSite.CorsPolicy).CacheOutput(LedgerCachePolicy.Name).WithMetadata(ShowsLedger.Instance, OkxRefusals.Instance).ExcludeFromDescription();
        api.MapRead("/insurance-fund", InsuranceFundAsync);
        api.MapRead("/liquidation-orders", LiquidationOrdersAsync);
        CompatibleStreamEndpoint.Map(routes, "/ws/v5/public", routes.ServiceProvider.GetRequiredService<OkxStreams>(), OkxRefusals.Instance);
    }

    private static async Task<IResult> InsuranceFundAsync(
        [AsParameters] OkxRequest asked, string? type, RequestSnapshot request, OkxHistory history, CancellationToken cancellation)
    {
        var query = OkxQuery.Read(asked);
        if (query.Refusal is not null || (!string.IsNullOrEmpty(type) && !OkxHistory.IsType(type)))
        {
            return query.Refusal ?? OkxRefusals.Wrong("type");
        }

        if (OkxInstrument.FindFund(request.Value, query.Family) is not { } fund)
        {
            return OkxRefusals.UnknownInstrument;
        }

        if (asked.InstType != OkxInstrument.Swap)
        {
            return Answer([]);
        }

        var changes = await history.ReadAsync(fund, string.IsNullOrEmpty(type) ? null : type, query.LaterThanMs, query.EarlierThanMs, query.Limit, cancellation);
        return Answer([new OkxInsuranceFund(OkxInstrument.Swap, query.Family, fund.Balance.ToString(), changes)]);
    }

    private static async Task<IResult> LiquidationOrdersAsync(
        [AsParameters] OkxRequest asked, string? state, RequestSnapshot request, LiquidationStore liquidations, CancellationToken cancellation)
    {
        var query = OkxQuery.Read(asked);
        if (query.Refusal is not null || (state is not (null or "" or "filled" or "unfilled")))
        {
            return query.Refusal ?? OkxRefusals.Wrong("state");
        }

        var snapshot = request.Value;
        if (OkxInstrument.FindFund(snapshot, query.Family) is not { } fund)
        {
            return OkxRefusals.UnknownInstrument;
        }

        // What is settled is filled; what is under way the ledger does not know.
        if (asked.InstType != OkxInstrument.Swap || state == "unfilled")
        {
            return Answer([]);
        }

        var rows = new List<LiquidationEntryRow>();
        foreach (var symbol in OkxInstrument.SymbolsOf(fund, query.Family))
        {
            var filter = new LiquidationFilter { Symbol = symbol, FromMs = query.LaterThanMs + 1, ToMs = query.EarlierThanMs };
            rows.AddRange((await liquidations.ReadPageAsync(filter, before: null, query.Limit, cancellation)).Rows);
        }

        return Answer(
        [
            .. rows.OrderByDescending(static row => row.Sequence)
                .Take(query.Limit)
                .Select(row => LiquidationFigures.Of(LiveLiquidation.Read(row.Bytes, snapshot.Rulebook)))
                .GroupBy(OkxText.Instrument)
                .Select(static contract => new OkxLiquidations(
                    [.. contract.Select(OkxText.Liquidation)], contract.Key.Family, contract.Key.Id, OkxInstrument.Swap, contract.Key.Family)),
        ]);
    }

    private static Ok<OkxAnswer> Answer(IReadOnlyList<object> data) => TypedResults.Ok(new OkxAnswer("0", string.Empty, data));
}

/// <summary>The parameters that both addresses take.</summary>
/// <param name="InstType">Kind of contract.</param>
/// <param name="InstFamily">Family of the contract.</param>
/// <param name="Uly">The same.</param>
/// <param name="Before">Later than this time, Unix milliseconds.</param>
/// <param name="After">Earlier than this time, Unix milliseconds.</param>
/// <param name="Limit">How many; 100 unless told, and at most.</param>
internal sealed record OkxRequest(string? InstType, string? InstFamily, string? Uly, string? Before, string? After, string? Limit);

/// <summary>The parameters, read.</summary>
/// <param name="Family">Family of the contract.</param>
/// <param name="LaterThanMs">OKX's before.</param>
/// <param name="EarlierThanMs">OKX's after.</param>
/// <param name="Limit">How many.</param>
/// <param name="Refusal">What is wrong; null when nothing is.</param>
internal sealed record OkxQuery(string Family, long? LaterThanMs, long? EarlierThanMs, int Limit, IResult? Refusal)
{
    public static OkxQuery Read(OkxRequest asked)
    {
        var family = string.IsNullOrEmpty(asked.InstFamily) ? asked.Uly : asked.InstFamily;
        var (later, earlier, limit) = (Number(asked.Before), Number(asked.After), Number(asked.Limit));
        IResult? refusal = string.IsNullOrEmpty(asked.InstType) ? OkxRefusals.Empty("instType")
            : !OkxInstrument.IsType(asked.InstType) ? OkxRefusals.Wrong("instType")
            : string.IsNullOrEmpty(family) ? OkxRefusals.NeitherOf("instFamily", "uly")
            : later < 0 ? OkxRefusals.Wrong("before")
            : earlier < 0 ? OkxRefusals.Wrong("after")
            : limit is < 1 or > OkxHistory.RowsMax ? OkxRefusals.Wrong("limit")
            : null;
        return new OkxQuery(family ?? string.Empty, later, earlier, (int)(refusal is null ? limit ?? OkxHistory.RowsMax : OkxHistory.RowsMax), refusal);
    }

    // -1 for what is no number, or later than any time.
    private static long? Number(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 253_402_300_799_999 ? number
        : -1;
}
