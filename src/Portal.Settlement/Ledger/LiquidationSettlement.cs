using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Funds;
using Portal.Settlement.Liquidations;

namespace Portal.Settlement.Ledger;

/// <summary>Settles a liquidation: finds its fund and contract, checks margin, draws or pays in, and writes the entry.</summary>
public static class LiquidationSettlement
{
    /// <summary>Settles a liquidation into <paramref name="state"/>.</summary>
    /// <returns>The entry, already taken by the state; or a problem, and the state is as it was.</returns>
    public static Checked<LedgerEntry> Settle(LedgerState state, Liquidation liquidation, SettlementInput input)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(liquidation);
        var problem = input.CheckTime(liquidation.OccurredAt, "occurredAt")
            ?? LedgerDecisions.CheckText(liquidation.Symbol, LedgerDecisions.SymbolLengthMax, "symbol")
            ?? SettlementInput.CheckSourceSequence(liquidation.SourceSequence)
            ?? PayloadHash.CheckCorrected(input.CorrectedPayloads)
            ?? OperatorCorrection.Check(state, input);
        if (problem is not null)
        {
            return problem;
        }

        var listing = state.Rulebook.FindContractAt(liquidation.Symbol, liquidation.OccurredAt);
        var found = FindFund(state, liquidation, listing, input);
        if (found.Problem is { } routingProblem)
        {
            return routingProblem;
        }

        var fund = found.Value;
        var contract = listing?.Terms.Contract ?? Contract.Unlisted;
        var check = MarginCheck.Of(liquidation.Form, contract, liquidation.Side, fund.Asset);
        if (check.Problem is { } checkProblem)
        {
            return checkProblem;
        }

        var policy = state.Rulebook.FindPolicyAt(fund.FundId, liquidation.OccurredAt)!;
        var cap = FindCap(liquidation.Form, check.Value, contract, policy);
        if (cap.Problem is { } capProblem)
        {
            return capProblem;
        }

        var floor = state.Rulebook.FindPolicy(fund.FundId)!.Floor;
        var result = FundDraw.Of(check.Value.Residual, cap.Value, fund.Balance, floor, check.Value.Fees);
        if (!fund.HasRoomFor(result.Surplus.Units))
        {
            return new Problem("too-large", null, "The fund's balance would be more than can be kept.");
        }

        var published = Publish(liquidation, listing, check.Value, contract, fund.Asset);
        if (published.Problem is { } publishProblem)
        {
            return publishProblem;
        }

        var body = new LiquidationSettled
        {
            Source = input.Source,
            SourceSequence = liquidation.SourceSequence,
            Symbol = liquidation.Symbol,
            Side = liquidation.Side,
            ContractSequence = listing?.Sequence,
            PolicySequence = policy.Sequence,
            Form = published.Value.Form,
            Check = published.Value.Check,
            Cap = cap.Value,
            Result = result,
            IdCommitment = input.IdCommitment,
            AccountCommitment = input.AccountCommitment,
            CorrectedPayloads = input.CorrectedPayloads,
            Correction = input.Correction,
        };
        return state.Append(body, input.TimeOf(fund, liquidation.OccurredAt), fund.FundId);
    }

    private static Checked<FundState> FindFund(LedgerState state, Liquidation liquidation, ContractListing? listing, SettlementInput input)
    {
        var found = FundRouting.FindFund(state, liquidation, listing?.Terms.SettleAssetCode);
        return found.Problem is null && input.DemoFundsOnly && state.Rulebook.FindPolicy(found.Value.FundId) is { IsDemo: false }
            ? new Problem(
                "not-a-demo-fund", "fund", $"Another exchange's liquidations are mirrored into demonstration funds alone, and '{found.Value.FundId}' is none.")
            : found;
    }

    // The cap is one fraction of the exact notional, rounded down once; the rest of the surplus is the trader's.
    private static Checked<Money?> FindCap(LiquidationForm form, MarginCheck check, Contract contract, FundPolicy policy)
    {
        if (policy.SurplusCap is not { } share)
        {
            return (Money?)null;
        }

        return form switch
        {
            LiquidationForm.Position position => CapOfFill(contract, position.Quantity, position.FillPrice, policy.Asset, share),
            LiquidationForm.Bankruptcy bankruptcy => CapOfFill(contract, bankruptcy.Quantity, bankruptcy.FillPrice, policy.Asset, share),
            _ when check.FillNotional is { } notional => share.OfDown(notional),
            _ when check.Residual.Units <= 0 => (Money?)null,
            _ => new Problem("missing", "fillNotional", $"is needed: the fund takes at most {share.Value} parts per million of it."),
        };
    }

    private static Checked<Money?> CapOfFill(Contract contract, Quantity quantity, Price fill, Asset asset, PartsPerMillion share) =>
        ContractArithmetic.NotionalUnits(contract, quantity, fill, asset.Scale, share) is { } units
            ? new Money(units, asset)
            : new Problem("too-large", "quantity", "makes a result that is more than can be kept.");

    private static Checked<(LiquidationForm Form, MarginCheck Check)> Publish(
        Liquidation liquidation, ContractListing? listing, MarginCheck check, Contract contract, Asset asset) =>
        listing?.Terms.Publication is ContractPublication.Bankruptcy
            ? PublishedForm.AsBankruptcy(liquidation.Form, check, contract, liquidation.Side, asset)
            : (liquidation.Form, check);
}
