using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Liquidations;
using Portal.Web.Features.Liquidations;

namespace Portal.Web.Features.HowItWorks;

/// <summary>An example that the settlement's own rules work out, in bitcoin.</summary>
/// <param name="Liquidation">The example as a liquidation's page would show it.</param>
/// <param name="Fault">The field that could not be read, where the usual example stands instead; null when all could.</param>
public sealed record WorkedCase(LiquidationView Liquidation, string? Fault)
{
    /// <summary>The example that is told everywhere: margin 1 BTC, loss 1.2 BTC.</summary>
    public const string UsualMargin = "1";

    /// <summary>Its loss.</summary>
    public const string UsualLoss = "1.2";

    /// <summary>Its fund.</summary>
    public const string UsualBalance = "10";

    private static readonly Asset Bitcoin = new("BTC", 8);

    /// <summary>Works out what was typed; what is not given is as usual.</summary>
    public static WorkedCase Of(string? margin, string? loss, string? balance)
    {
        var (marginText, lossText, balanceText) = (Given(margin, UsualMargin), Given(loss, UsualLoss), Given(balance, UsualBalance));
        return Settle(marginText, lossText, balanceText, out var fault) is { } settled
            ? new WorkedCase(settled, null)
            : new WorkedCase(Settle(UsualMargin, UsualLoss, UsualBalance, out _)!, fault);
    }

    private static LiquidationView? Settle(string margin, string loss, string balance, out string? fault)
    {
        var before = Money.Read(balance, Bitcoin, "balance");
        var (marginNumber, lossNumber) = (DecimalNumber.Read(margin, "margin"), DecimalNumber.Read(loss, "loss"));
        fault = (marginNumber.Problem ?? lossNumber.Problem ?? before.Problem)?.Field ?? (before.Problem is null && before.Value.Units < 0 ? "balance" : null);
        if (fault is not null)
        {
            return null;
        }

        var form = new LiquidationForm.Totals(marginNumber.Value, lossNumber.Value, null);
        var check = MarginCheck.Of(form, Contract.Unlisted, PositionSide.Long, Bitcoin);
        fault = check.Problem?.Field;
        return check.Problem is null ? ViewOf(form, check.Value, before.Value) : null;
    }

    private static LiquidationView? ViewOf(LiquidationForm form, MarginCheck check, Money before)
    {
        var result = FundDraw.Of(check.Residual, null, before, Money.Zero(Bitcoin), null);
        return new LiquidationView
        {
            Sequence = 0,
            LedgerSequence = 0,
            FundId = string.Empty,
            FundName = string.Empty,
            Symbol = string.Empty,
            Contract = Contract.Unlisted,
            Form = form,
            Check = check,
            Result = result,
            BalanceBefore = before,
            BalanceAfter = before + result.Change,
            Floor = Money.Zero(Bitcoin),
            OccurredAt = DateTimeOffset.UnixEpoch,
            RecordedAt = DateTimeOffset.UnixEpoch,
            PolicySequence = 0,
            Source = string.Empty,
        };
    }

    private static string Given(string? text, string usual) => string.IsNullOrWhiteSpace(text) ? usual : text.Trim();
}
