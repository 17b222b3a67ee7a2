using Microsoft.AspNetCore.Http.HttpResults;

namespace Portal.Web.Features.Compatible.Bybit;

/// <summary>What every answer of Bybit's is wrapped in.</summary>
/// <param name="RetCode">0 when all is well.</param>
/// <param name="RetMsg">In words.</param>
/// <param name="Result">The answer; empty when there is none.</param>
/// <param name="RetExtInfo">Always empty.</param>
/// <param name="Time">When it was made, Unix milliseconds.</param>
internal sealed record BybitAnswer(int RetCode, string RetMsg, object Result, BybitNothing RetExtInfo, long Time);

/// <summary>An object without fields.</summary>
internal sealed record BybitNothing
{
    public static BybitNothing Instance { get; } = new();
}

/// <summary>Every pool.</summary>
/// <param name="UpdatedTime">When the newest of them changed, Unix milliseconds.</param>
/// <param name="List">The pools.</param>
internal sealed record BybitInsurance(string UpdatedTime, IReadOnlyList<BybitPool> List);

/// <summary>A pool.</summary>
/// <param name="Coin">Code of its asset.</param>
/// <param name="Symbols">The contracts it covers, separated by commas.</param>
/// <param name="Balance">Its balance.</param>
/// <param name="Value">Its worth in USD, which the ledger does not know: empty.</param>
internal sealed record BybitPool(string Coin, string Symbols, string Balance, string Value);

/// <summary>Where every contract stands against auto-deleveraging.</summary>
/// <param name="UpdatedTime">When the newest fund changed, Unix milliseconds.</param>
/// <param name="UpdateTime">The same: clients disagree about the name.</param>
/// <param name="List">The contracts.</param>
internal sealed record BybitAdlAlerts(string UpdatedTime, string UpdateTime, IReadOnlyList<BybitAdlAlert> List);

/// <summary>Where a contract stands against auto-deleveraging.</summary>
internal sealed record BybitAdlAlert
{
    /// <summary>Code of the pool's asset.</summary>
    public required string Coin { get; init; }

    /// <summary>The contract.</summary>
    public required string Symbol { get; init; }

    /// <summary>The pool's balance.</summary>
    public required string Balance { get; init; }

    /// <summary>Empty, as Bybit's own.</summary>
    public string MaxBalance { get; } = string.Empty;

    /// <summary>The drawdown at which it starts, below zero.</summary>
    public required string InsurancePnlRatio { get; init; }

    /// <summary>The pool's drawdown from its 8-hour peak, zero or less.</summary>
    public required string PnlRatio { get; init; }

    /// <summary>The balance above which the drawdown counts: the portal's rule has no such bound, so zero.</summary>
    public string AdlTriggerThreshold { get; } = "0";

    /// <summary>The drawdown above which it stops, below zero.</summary>
    public required string AdlStopRatio { get; init; }
}

/// <summary>How Bybit says no over HTTP.</summary>
internal sealed class BybitRefusals : CompatibleRefusals
{
    private BybitRefusals()
    {
    }

    public static BybitRefusals Instance { get; } = new();

    /// <summary>A parameter is wrong; Bybit answers that with 200.</summary>
    public static JsonHttpResult<BybitAnswer> BadParameter(string text) => Of(StatusCodes.Status200OK, 10001, $"params error: {text}");

    public override IResult TooManyRequests() => Of(StatusCodes.Status403Forbidden, 10018, "Exceeded the IP Rate Limit.");

    public override IResult Unavailable(string detail) => Of(StatusCodes.Status503ServiceUnavailable, 10016, detail);

    public override IResult UpgradeRequired() => Of(StatusCodes.Status426UpgradeRequired, 10001, "This address speaks WebSocket.");

    private static JsonHttpResult<BybitAnswer> Of(int status, int code, string text) =>
        TypedResults.Json(new BybitAnswer(code, text, BybitNothing.Instance, BybitNothing.Instance, 0), statusCode: status);
}
