using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Web.Caching;
using Portal.Web.Features.Compatible.Streaming;
using Portal.Web.Features.PublicApi;
using Portal.Web.Live;

namespace Portal.Web.Features.Compatible.Bybit;

/// <summary>What clients of Bybit's v5 ask for.</summary>
internal static class BybitEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/v5/market");
        api.AddEndpointFilter<ApiAnswerFilter>();
        api.RequireCors(PublicSite.CorsPolicy).CacheOutput(LedgerCachePolicy.Name).WithMetadata(ShowsLedger.Instance, BybitRefusals.Instance);
        api.MapRead("/insurance", Insurance);
        api.MapRead("/adlAlert", AdlAlert);

        // The same streams whichever kind of contract a client means: a topic names its contract.
        var format = routes.ServiceProvider.GetRequiredService<BybitStreams>();
        CompatibleStreamEndpoint.Map(routes, "/v5/public/linear", format, BybitRefusals.Instance);
        CompatibleStreamEndpoint.Map(routes, "/v5/public/inverse", format, BybitRefusals.Instance);
    }

    private static Ok<BybitAnswer> Insurance(string? coin, RequestSnapshot request, TimeProvider time)
    {
        LiveFund[] funds = [.. request.Value.Funds.Where(fund => string.IsNullOrEmpty(coin) || fund.Asset.Code == coin)];
        return Answer(
            new BybitInsurance(
                BybitPools.UpdatedTime(funds),
                [.. funds.Select(static fund => new BybitPool(fund.Asset.Code, BybitPools.SymbolsOf(fund), fund.Balance.ToString(), string.Empty))]),
            time);
    }

    private static IResult AdlAlert(string? symbol, RequestSnapshot request, TimeProvider time)
    {
        var snapshot = request.Value;
        var one = string.IsNullOrEmpty(symbol) ? null : snapshot.FindFund(symbol);
        if (one is null && !string.IsNullOrEmpty(symbol))
        {
            return BybitRefusals.BadParameter("Symbol Is Invalid");
        }

        BybitAdlAlert[] alerts = one is not null
            ? [BybitPools.AlertOf(symbol!, one)]
            : [.. snapshot.Funds.SelectMany(static fund => fund.Symbols.Select(name => BybitPools.AlertOf(name, fund)))];
        var updated = BybitPools.UpdatedTime(one is null ? snapshot.Funds : [one]);
        return Answer(new BybitAdlAlerts(updated, updated, alerts), time);
    }

    private static Ok<BybitAnswer> Answer(object result, TimeProvider time) =>
        TypedResults.Ok(new BybitAnswer(0, "OK", result, BybitNothing.Instance, time.GetUtcNow().ToUnixTimeMilliseconds()));
}
