using Microsoft.AspNetCore.Http.HttpResults;

namespace Portal.Web.Features.Compatible.Binance;

/// <summary>A fund as Binance shows one.</summary>
/// <param name="Symbols">The contracts it covers.</param>
/// <param name="Assets">What it holds: one asset.</param>
internal sealed record BinanceInsurance(IReadOnlyList<string> Symbols, IReadOnlyList<BinanceAsset> Assets);

/// <summary>What a fund holds.</summary>
/// <param name="Asset">Code of the asset.</param>
/// <param name="MarginBalance">The balance, a decimal string.</param>
/// <param name="UpdateTime">When its last entry was recorded, Unix milliseconds.</param>
internal sealed record BinanceAsset(string Asset, string MarginBalance, long UpdateTime);

/// <summary>How near auto-deleveraging is for a contract.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="AdlRisk"><c>low</c>, <c>medium</c> or <c>high</c>.</param>
/// <param name="UpdateTime">When its fund's last entry was recorded, Unix milliseconds.</param>
internal sealed record BinanceAdlRisk(string Symbol, string AdlRisk, long UpdateTime);

/// <summary>Why a request was not answered.</summary>
/// <param name="Code">Binance's number.</param>
/// <param name="Msg">In words.</param>
internal sealed record BinanceError(int Code, string Msg);

/// <summary>How Binance says no over HTTP.</summary>
internal sealed class BinanceRefusals : CompatibleRefusals
{
    private BinanceRefusals()
    {
    }

    public static BinanceRefusals Instance { get; } = new();

    public static JsonHttpResult<BinanceError> InvalidSymbol => Of(StatusCodes.Status400BadRequest, -1121, "Invalid symbol.");

    public static JsonHttpResult<BinanceError> InvalidParameter(string name) =>
        Of(StatusCodes.Status400BadRequest, -1130, $"Data sent for parameter '{name}' is not valid.");

    public override IResult TooManyRequests() => Of(StatusCodes.Status429TooManyRequests, -1003, "Too many requests.");

    public override IResult Unavailable(string detail) => Of(StatusCodes.Status503ServiceUnavailable, -1001, detail);

    public override IResult UpgradeRequired() => Of(StatusCodes.Status426UpgradeRequired, -1000, "This address speaks WebSocket.");

    private static JsonHttpResult<BinanceError> Of(int status, int code, string text) => TypedResults.Json(new BinanceError(code, text), statusCode: status);
}
