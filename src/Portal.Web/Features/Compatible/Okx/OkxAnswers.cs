using Microsoft.AspNetCore.Http.HttpResults;

namespace Portal.Web.Features.Compatible.Okx;

/// <summary>What every answer of OKX's is wrapped in.</summary>
/// <param name="Code"><c>0</c> when all is well.</param>
/// <param name="Msg">In words.</param>
/// <param name="Data">The answer.</param>
internal sealed record OkxAnswer(string Code, string Msg, IReadOnlyList<object> Data);

/// <summary>A fund as OKX shows one.</summary>
/// <param name="InstType">Always <c>SWAP</c>.</param>
/// <param name="InstFamily">The family as asked.</param>
/// <param name="Total">The balance.</param>
/// <param name="Details">Its newest changes, newest first.</param>
internal sealed record OkxInsuranceFund(string InstType, string InstFamily, string Total, IReadOnlyList<OkxFundChange> Details);

/// <summary>One change of a fund, or a start or stop of auto-deleveraging.</summary>
internal sealed record OkxFundChange
{
    /// <summary>The balance after it.</summary>
    public required string Balance { get; init; }

    /// <summary>What it added; below zero what it took. Empty for ADL.</summary>
    public required string Amt { get; init; }

    /// <summary>Code of the asset.</summary>
    public required string Ccy { get; init; }

    /// <summary>Why.</summary>
    public required string Type { get; init; }

    /// <summary>The 8-hour peak; for ADL alone.</summary>
    public string MaxBal { get; init; } = string.Empty;

    /// <summary>When it was reached; for ADL alone.</summary>
    public string MaxBalTs { get; init; } = string.Empty;

    /// <summary>The drawdown from it; for ADL alone.</summary>
    public string DecRate { get; init; } = string.Empty;

    /// <summary>Why ADL started, or that it ended.</summary>
    public string AdlType { get; init; } = string.Empty;

    /// <summary>When it was recorded, Unix milliseconds.</summary>
    public required string Ts { get; init; }

    /// <summary>The ledger entry.</summary>
    public required long Sequence { get; init; }
}

/// <summary>Liquidations of one contract.</summary>
/// <param name="Details">The liquidations.</param>
/// <param name="InstFamily">The contract's family.</param>
/// <param name="InstId">The contract.</param>
/// <param name="InstType">Always <c>SWAP</c>.</param>
/// <param name="Uly">The same as the family.</param>
internal sealed record OkxLiquidations(IReadOnlyList<OkxLiquidation> Details, string InstFamily, string InstId, string InstType, string Uly);

/// <summary>One liquidation. What its source did not report is empty.</summary>
/// <param name="BkLoss">What the loss exceeded the margin by.</param>
/// <param name="BkPx">The bankruptcy price.</param>
/// <param name="Ccy">Empty: for margin trading alone.</param>
/// <param name="PosSide">Side of the position.</param>
/// <param name="Side">Side of the order that closed it.</param>
/// <param name="Sz">Contracts closed.</param>
/// <param name="Ts">When it was settled, Unix milliseconds.</param>
/// <param name="Sequence">The ledger entry.</param>
internal sealed record OkxLiquidation(string BkLoss, string BkPx, string Ccy, string PosSide, string Side, string Sz, string Ts, long Sequence);

/// <summary>How OKX says no over HTTP.</summary>
internal sealed class OkxRefusals : CompatibleRefusals
{
    private OkxRefusals()
    {
    }

    public static OkxRefusals Instance { get; } = new();

    public static JsonHttpResult<OkxAnswer> Empty(string parameter) =>
        Of(StatusCodes.Status400BadRequest, "50014", $"Parameter {parameter} cannot be empty.");

    public static JsonHttpResult<OkxAnswer> NeitherOf(string one, string other) =>
        Of(StatusCodes.Status400BadRequest, "50015", $"Either parameter {one} or {other} is required");

    public static JsonHttpResult<OkxAnswer> Wrong(string parameter) => Of(StatusCodes.Status400BadRequest, "51000", $"Parameter {parameter} error");

    public static JsonHttpResult<OkxAnswer> UnknownInstrument => Of(StatusCodes.Status200OK, "51001", "Instrument ID does not exist");

    public override IResult TooManyRequests() => Of(StatusCodes.Status429TooManyRequests, "50011", "Rate limit reached. Please throttle requests accordingly");

    public override IResult Unavailable(string detail) => Of(StatusCodes.Status503ServiceUnavailable, "50001", detail);

    public override IResult UpgradeRequired() => Of(StatusCodes.Status426UpgradeRequired, "50000", "This address speaks WebSocket.");

    private static JsonHttpResult<OkxAnswer> Of(int status, string code, string text) => TypedResults.Json(new OkxAnswer(code, text, []), statusCode: status);
}
