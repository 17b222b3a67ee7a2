using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Liquidations;

namespace Portal.Settlement.Ledger;

/// <summary>Settles what ADL closed: finds the liquidation whose loss it recovers, works out how much of it comes back, and writes the entry.</summary>
public static class AdlFillSettlement
{
    private const string Field = "liquidationExternalId";

    /// <summary>Settles a fill into <paramref name="state"/>.</summary>
    /// <param name="state">The ledger.</param>
    /// <param name="fill">The fill.</param>
    /// <param name="liquidation">The entry of its liquidation, read from the ledger or proved to be in its log; null when there is none.</param>
    /// <param name="recoveredBeforeUnits">What earlier fills of the same liquidation have recovered.</param>
    /// <param name="input">What comes with the record.</param>
    /// <returns>
    /// The entry, already taken by the state; or a problem of <c>liquidationExternalId</c> (none that is known, nothing left uncovered, taken back, no prices), of the
    /// price or the quantity, and the state is as it was.
    /// </returns>
    public static Checked<LedgerEntry> Settle(
        LedgerState state, AdlFillReport fill, LedgerEntry? liquidation, long recoveredBeforeUnits, SettlementInput input)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(fill);
        var problem = input.CheckTime(fill.OccurredAt, "occurredAt")
            ?? SettlementInput.CheckSourceSequence(fill.SourceSequence)
            ?? PayloadHash.CheckCorrected(input.CorrectedPayloads)
            ?? OperatorCorrection.Check(state, input);
        if (problem is not null)
        {
            return problem;
        }

        if (liquidation is not { FundId: { } fundId, Body: LiquidationSettled settled } || state.Find(fundId) is not { } fund)
        {
            return new Problem("unknown-liquidation", Field, "No liquidation that this source sent was settled under this id.");
        }

        var prices = FindPrices(state, liquidation, settled);
        if (prices.Problem is { } unusable)
        {
            return unusable;
        }

        var contract = settled.ContractSequence is { } listed ? state.Rulebook.FindContract(settled.Symbol, listed)!.Terms.Contract : Contract.Unlisted;
        var outstanding = settled.Result.Uncovered - new Money(recoveredBeforeUnits, fund.Asset);
        var recovery = AdlRecovery.Of(contract, prices.Value.Side, fill.Quantity, prices.Value.Fill, fill.Price, outstanding);
        if (recovery.Problem is { } worthless)
        {
            return worthless;
        }

        var body = new AdlFilled
        {
            Source = input.Source,
            SourceSequence = fill.SourceSequence,
            LiquidationSequence = liquidation.Sequence,
            Symbol = settled.Symbol,
            Side = prices.Value.Side,
            ContractSequence = settled.ContractSequence,
            Quantity = fill.Quantity,
            Price = fill.Price,
            LiquidationFillPrice = prices.Value.Fill,
            OutstandingBefore = outstanding,
            Recovery = recovery.Value,
            IdCommitment = input.IdCommitment,
            CorrectedPayloads = input.CorrectedPayloads,
            Correction = input.Correction,
        };
        return state.Append(body, input.TimeOf(fund, fill.OccurredAt), fundId);
    }

    /// <summary>The problem of a fill whose liquidation left nothing to recover.</summary>
    public static Problem NothingUncovered(long liquidationSequence) =>
        new("nothing-uncovered", Field, $"The liquidation, entry {liquidationSequence}, left nothing uncovered.");

    private static Checked<(PositionSide Side, Price Fill)> FindPrices(LedgerState state, LedgerEntry liquidation, LiquidationSettled settled)
    {
        if (settled.Result.Uncovered.Units == 0)
        {
            return NothingUncovered(liquidation.Sequence);
        }

        if (state.Rulebook.FindReversalOf(liquidation.Sequence) is { } reversal)
        {
            return new Problem("reversed-already", Field, $"The liquidation, entry {liquidation.Sequence}, was taken back by entry {reversal.Sequence}.");
        }

        Price? fill = settled.Form switch
        {
            LiquidationForm.Position position => position.FillPrice,
            LiquidationForm.Bankruptcy bankruptcy => bankruptcy.FillPrice,
            _ => null,
        };
        return fill is { } known && settled.Side is { } side
            ? (side, known)
            : new Problem("no-prices", Field, $"The liquidation, entry {liquidation.Sequence}, was sent without prices: what a fill brings back can't be worked out.");
    }
}
