using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Web.Components.Liquidations;
using Portal.Web.Features.Liquidations;
using Portal.Web.Live;

namespace Portal.Web.Features;

/// <summary>What pages show of a liquidation, from its ledger entry.</summary>
internal static class LiquidationViews
{
    /// <summary>As a list shows it.</summary>
    public static LiquidationLine Line(LiveLiquidation liquidation) => new()
    {
        Sequence = liquidation.Sequence,
        FundId = liquidation.Entry.FundId!,
        RecordedAt = liquidation.Entry.RecordedAt,
        Symbol = liquidation.Settled.Symbol,
        Side = liquidation.Settled.Side,
        Quantity = liquidation.Settled.Form switch
        {
            LiquidationForm.Position position => position.Quantity.Value,
            LiquidationForm.Bankruptcy bankruptcy => bankruptcy.Quantity.Value,
            _ => null,
        },
        Margin = liquidation.Settled.Check.Margin,
        TotalLoss = liquidation.Settled.Check.TotalLoss,
        Prices = liquidation.Settled.Form is LiquidationForm.Bankruptcy known ? new BankruptcyPrices(known.BankruptcyPrice, known.FillPrice) : null,
        Result = liquidation.Settled.Result,
        BalanceAfter = liquidation.Entry.BalanceAfter!.Value,
        ReversedBy = liquidation.ReversedBy,
    };

    /// <summary>With everything that its margin check was made of.</summary>
    public static LiquidationView Whole(LiveLiquidation liquidation, LiveSnapshot snapshot)
    {
        var (entry, settled) = (liquidation.Entry, liquidation.Settled);
        var policies = snapshot.Rulebook.PoliciesOf(entry.FundId!);
        var applied = policies.FirstOrDefault(policy => policy.Sequence == settled.PolicySequence) ?? policies[0];

        // Floor and balance are those at the entry's own place; the surplus policy is the one in force at the event's time.
        var atSequence = policies.LastOrDefault(policy => policy.Sequence < entry.Sequence) ?? policies[0];
        return new LiquidationView
        {
            Sequence = entry.Sequence,
            LedgerSequence = snapshot.Sequence,
            FundId = entry.FundId!,
            FundName = policies[^1].Name,
            Symbol = settled.Symbol,
            Contract = liquidation.Contract,
            Side = settled.Side,
            Form = settled.Form,
            Check = settled.Check,
            SurplusCap = applied.SurplusCap,
            Cap = settled.Cap,
            Result = settled.Result,
            BalanceBefore = entry.BalanceBefore!.Value,
            BalanceAfter = entry.BalanceAfter!.Value,
            Floor = atSequence.Floor,
            OccurredAt = entry.OccurredAt,
            RecordedAt = entry.RecordedAt,
            PolicySequence = settled.PolicySequence,
            ContractSequence = settled.ContractSequence,
            Source = settled.Source,
            Correction = settled.Correction,
            IsReplayed = entry.Replayed,
            ReversedBy = liquidation.ReversedBy,
        };
    }
}
