using Portal.Settlement.Ledger;
using Portal.Web.Features.Funds;

namespace Portal.Web.Features.Entries;

/// <summary>Entries and their kinds in words.</summary>
public static class EntryText
{
    /// <summary>A kind, as a choice in a list.</summary>
    public static string OfKind(string kind) => kind switch
    {
        LiquidationSettled.KindName => "Liquidations",
        FeeAllocated.KindName => "Shares of fees",
        Injected.KindName => "Paid in by the operator",
        Withdrawn.KindName => "Taken out by the operator",
        EntryReversed.KindName => "Reversals",
        AdlChanged.KindName => "ADL started or stopped",
        RateSet.KindName => "Fee shares set",
        RateCancelled.KindName => "Fee shares taken back",
        PolicyChanged.KindName => "Rules changed",
        ContractListed.KindName => "Contracts listed",
        FundOpened.KindName => "Fund opened",
        _ => kind,
    };

    /// <summary>What an entry is, in a few words.</summary>
    public static string Of(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Body switch
        {
            AssetListed listed => $"Asset {listed.Asset.Code} listed",
            FreezeChanged { Active: true } => "Everything frozen",
            FreezeChanged => "Freeze ended",
            RecordDismissed => "A record that could not be settled was dismissed",
            ContractListed listed => $"Contract {listed.Symbol} listed",
            _ when entry.BalanceAfter is not null => FundEntryText.Of(FundViews.Entry(entry)),
            _ => entry.Body.Kind,
        };
    }
}
