using Portal.Settlement.Amounts;

namespace Portal.Web.Features.Funds;

/// <summary>Why a balance changed.</summary>
public enum FlowReason
{
    /// <summary>The opening balance.</summary>
    Opening,

    /// <summary>Left over at liquidations.</summary>
    Surplus,

    /// <summary>Missing at liquidations.</summary>
    Draw,

    /// <summary>The fund's share of trading fees.</summary>
    Fees,

    /// <summary>Paid in by the operator.</summary>
    Injection,

    /// <summary>Taken out by the operator.</summary>
    Withdrawal,

    /// <summary>Entries taken back.</summary>
    Reversal,
}

/// <summary>All changes of a balance for one reason over a stretch of time.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Amount">Their sum: below zero out of the fund.</param>
public sealed record FundFlow(FlowReason Reason, Money Amount);
