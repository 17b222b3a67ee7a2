using Portal.Settlement.Ledger;
using Portal.Web.Features.Funds;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Entries;

/// <summary>Entries and their kinds in words.</summary>
public static class EntryText
{
    /// <summary>A kind, as a choice in a list.</summary>
    public static string OfKind(string kind) => kind switch
    {
        LiquidationSettled.KindName => Text("Liquidations"),
        FeeAllocated.KindName => Text("Shares of fees"),
        Injected.KindName => Text("Paid in by the operator"),
        Withdrawn.KindName => Text("Taken out by the operator"),
        EntryReversed.KindName => Text("Reversals"),
        AdlChanged.KindName => Text("ADL started or stopped"),
        RateSet.KindName => Text("Fee shares set"),
        RateCancelled.KindName => Text("Fee shares taken back"),
        PolicyChanged.KindName => Text("Rules changed"),
        ContractListed.KindName => Text("Contracts listed"),
        FundOpened.KindName => Text("Fund opened"),
        _ => kind,
    };

    /// <summary>What an entry is, in a few words.</summary>
    public static string Of(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Body switch
        {
            AssetListed listed => Text("Asset {0} listed", listed.Asset.Code),
            FreezeChanged { Active: true } => Text("Everything frozen"),
            FreezeChanged => Text("Freeze ended"),
            RecordDismissed => Text("A record that could not be settled was dismissed"),
            ContractListed listed => Text("Contract {0} listed", listed.Symbol),
            _ when entry.BalanceAfter is not null => FundEntryText.Of(FundViews.Entry(entry)),
            _ => entry.Body.Kind,
        };
    }
}
