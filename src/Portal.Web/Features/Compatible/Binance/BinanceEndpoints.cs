using Portal.Settlement.Deleveraging;
using Portal.Web.Caching;
using Portal.Web.Features.Compatible.Streaming;
using Portal.Web.Features.PublicApi;
using Portal.Web.Live;

namespace Portal.Web.Features.Compatible.Binance;

/// <summary>What clients of Binance's USDS-margined futures ask for.</summary>
internal static class BinanceEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/fapi/v1");
        api.AddEndpointFilter<ApiAnswerFilter>();
        api.RequireCors(PublicSite.CorsPolicy).CacheOutput(LedgerCachePolicy.Name).WithMetadata(ShowsLedger.Instance, BinanceRefusals.Instance);
        api.MapRead("/insuranceBalance", InsuranceBalance);
        api.MapRead("/symbolAdlRisk", SymbolAdlRisk);

        var format = routes.ServiceProvider.GetRequiredService<BinanceStreams>();

        // Binance's own client opens one connection of each class before it asks for anything; force orders are asked for on market's.
        foreach (var root in new[] { string.Empty, "/market", "/public", "/private" })
        {
            CompatibleStreamEndpoint.Map(routes, $"{root}/ws/{{**streams}}", format, BinanceRefusals.Instance, read: static context => Asked(context, isCombined: false));
            CompatibleStreamEndpoint.Map(routes, $"{root}/stream", format, BinanceRefusals.Instance, isCombined: true, static context => Asked(context, isCombined: true));
        }
    }

    private static IResult InsuranceBalance(string? symbol, RequestSnapshot request)
    {
        var snapshot = request.Value;
        return string.IsNullOrEmpty(symbol) ? TypedResults.Ok(snapshot.Funds.Select(InsuranceOf).ToArray())
            : snapshot.FindFund(symbol) is { } fund ? TypedResults.Ok(InsuranceOf(fund))
            : BinanceRefusals.InvalidSymbol;
    }

    private static IResult SymbolAdlRisk(string? symbol, RequestSnapshot request)
    {
        var snapshot = request.Value;
        return string.IsNullOrEmpty(symbol)
            ? TypedResults.Ok(snapshot.Funds.SelectMany(static fund => fund.NamedSymbols().Select(name => RiskOf(name, fund))).ToArray())
            : snapshot.FindFund(symbol) is { } fund ? TypedResults.Ok(RiskOf(symbol, fund))
            : BinanceRefusals.InvalidSymbol;
    }

    private static BinanceInsurance InsuranceOf(LiveFund fund) =>
        new(fund.Symbols, [new BinanceAsset(fund.Asset.Code, fund.Balance.ToString(), fund.UpdatedAt.ToUnixTimeMilliseconds())]);

    private static BinanceAdlRisk RiskOf(string symbol, LiveFund fund) => new(
        symbol,
        fund.Adl switch
        {
            AdlState.Active => "high",
            AdlState.Warning => "medium",
            _ => "low",
        },
        fund.UpdatedAt.ToUnixTimeMilliseconds());

    // The streams that the address itself names. A number alone is what some clients call their connection (ccxt), and names none.
    private static (IReadOnlyList<string> Topics, IResult? Refusal) Asked(HttpContext context, bool isCombined)
    {
        var text = isCombined ? context.Request.Query["streams"].ToString() : context.Request.RouteValues["streams"] as string;
        var names = (text ?? string.Empty).Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 1 && names[0].All(char.IsAsciiDigit))
        {
            return ([], null);
        }

        var topics = names.Select(name => BinanceStreams.TopicOf(name, isCombined)).ToArray();
        var limit = context.RequestServices.GetRequiredService<Microsoft.Extensions.Options.IOptions<HubLimits>>().Value.TopicsPerConnection;
        return topics.Contains(null) || topics.Distinct().Count() > limit
            ? ([], BinanceRefusals.InvalidParameter("streams"))
            : ([.. topics.Select(static topic => topic!)], null);
    }
}
