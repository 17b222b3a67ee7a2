using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;

namespace Portal.Admin.Proposals.Changes;

/// <summary>What a corrected record would do, in words: from the very entries that would be written.</summary>
internal static class CorrectionFacts
{
    public static IEnumerable<ChangeFact> Of(ImmutableArray<LedgerEntry> entries)
    {
        var entry = entries[0];
        var facts = entry.Body switch
        {
            LiquidationSettled settled => OfLiquidation(settled),
            FeeAllocated fee => [new ChangeFact("The fund receives", null, $"{TextOf(fee.Allocated)}, {RateText(fee)} of {TextOf(fee.Amount)}")],
            AdlFilled fill => OfFill(fill),
            _ => [],
        };
        ChangeFact[] balance = entry is { BalanceBefore: { } before, BalanceAfter: { } after } ? [new ChangeFact($"Balance of {entry.FundId}", TextOf(before), TextOf(after))] : [];
        return [.. facts, .. balance];
    }

    private static IEnumerable<ChangeFact> OfLiquidation(LiquidationSettled settled)
    {
        var result = settled.Result;
        (string Name, Money Amount)[] amounts =
            [("The fund pays", result.Draw), ("The fund receives", result.Surplus), ("Left to the trader", result.ToTrader), ("Nobody pays, so it goes to ADL", result.Uncovered)];
        return amounts.All(static amount => amount.Amount.Units == 0)
            ? [new ChangeFact("The fund pays", null, "nothing: margin covers the loss exactly")]
            : amounts.Where(static amount => amount.Amount.Units != 0).Select(static amount => new ChangeFact(amount.Name, null, TextOf(amount.Amount)));
    }

    private static IEnumerable<ChangeFact> OfFill(AdlFilled fill) =>
    [
        new ChangeFact($"Outstanding of entry {fill.LiquidationSequence}", TextOf(fill.OutstandingBefore), TextOf(fill.Recovery.Outstanding)),
        new ChangeFact("It recovers", null, TextOf(fill.Recovery.Recovered)),
    ];

    private static string RateText(FeeAllocated fee) => fee.RateSequence is { } rate ? $"{ShareText.Of(fee.Share.Value)} (entry {rate})" : "no rate was in force: 0 %";

    private static string TextOf(Money amount) => $"{amount} {amount.Asset}";
}
