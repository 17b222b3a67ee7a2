using Portal.Settlement.Amounts;
using Portal.Settlement.FeeAllocation;

namespace Portal.Settlement.Ledger;

/// <summary>Allocates a share of trading fees to a fund by the rate in force at the start of their period.</summary>
public static class FeeSettlement
{
    /// <summary>Settles fees into <paramref name="state"/>.</summary>
    /// <returns>The entry, already taken by the state; or a problem, and the state is as it was.</returns>
    public static Checked<LedgerEntry> Settle(LedgerState state, FeeAccrual fee, SettlementInput input)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(fee);
        var problem = input.CheckTime(fee.PeriodStart, "periodStart")
            ?? input.CheckTime(fee.PeriodEnd, "periodEnd")
            ?? (fee.Symbol is { } symbol ? LedgerDecisions.CheckText(symbol, LedgerDecisions.SymbolLengthMax, "symbol") : null)
            ?? (fee.Market is { } market ? LedgerDecisions.CheckText(market, LedgerDecisions.SymbolLengthMax, "market") : null)
            ?? SettlementInput.CheckSourceSequence(fee.SourceSequence)
            ?? PayloadHash.CheckCorrected(input.CorrectedPayloads)
            ?? OperatorCorrection.Check(state, input);
        if (problem is not null)
        {
            return problem;
        }

        if (TimeText.WholeMilliseconds(fee.PeriodEnd) <= TimeText.WholeMilliseconds(fee.PeriodStart))
        {
            return new Problem("bad-period", "periodEnd", "is not after the start of the period.");
        }

        var found = FundRouting.FindFund(state, fee);
        if (found.Problem is { } routingProblem)
        {
            return routingProblem;
        }

        var fund = found.Value;
        var amount = Money.From(fee.Amount, fund.Asset, "amount");
        if (fee.Amount.Mantissa < 0)
        {
            return new Problem("negative", "amount", $"{fee.Amount} is negative.");
        }

        if (amount.Problem is { } amountProblem)
        {
            return amountProblem;
        }

        var rate = state.Rulebook.FindRate(fund.FundId, fee.Market ?? fee.Symbol, fee.Kind, fee.PeriodStart);
        var share = rate?.Share ?? default;
        var allocated = share.OfDown(amount.Value);
        if (!fund.HasRoomFor(allocated.Units))
        {
            return new Problem("too-large", "amount", "makes a balance that is more than can be kept.");
        }

        var body = new FeeAllocated
        {
            Source = input.Source,
            SourceSequence = fee.SourceSequence,
            Symbol = fee.Symbol,
            Market = fee.Market,
            FeeKind = fee.Kind,
            PeriodStart = fee.PeriodStart,
            PeriodEnd = fee.PeriodEnd,
            Amount = amount.Value,
            RateSequence = rate?.Sequence,
            Share = share,
            Allocated = allocated,
            IdCommitment = input.IdCommitment,
            CorrectedPayloads = input.CorrectedPayloads,
            Correction = input.Correction,
        };
        return state.Append(body, input.TimeOf(fund, fee.PeriodEnd), fund.FundId);
    }
}
