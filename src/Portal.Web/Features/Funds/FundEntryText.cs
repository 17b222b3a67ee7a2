using Portal.Web.Components.Figures;

namespace Portal.Web.Features.Funds;

/// <summary>What an entry of a fund is, in a few words.</summary>
public static class FundEntryText
{
    /// <summary>The words.</summary>
    public static string Of(FundEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Kind switch
        {
            FundEntryKind.Opening => "Fund opened",
            FundEntryKind.Liquidation when entry.Change.Units < 0 => "Fund paid",
            FundEntryKind.Liquidation when entry.Change.Units > 0 => "Fund received",
            FundEntryKind.Liquidation => "Liquidation, fund unchanged",
            FundEntryKind.Fees => "Share of fees",
            FundEntryKind.Injection => "Paid in",
            FundEntryKind.Withdrawal => "Taken out",
            FundEntryKind.Policy => "Rules changed",
            FundEntryKind.Contract => "Contract listed",
            FundEntryKind.AdlStart => "ADL started",
            FundEntryKind.AdlStop => "ADL stopped",
            FundEntryKind.Rate => "Fee share set",
            _ when entry.ReversalOf is { } earlier => $"Reversal of entry {FigureText.Of(earlier)}",
            FundEntryKind.RateTakenBack => "Scheduled fee share taken back",
            _ => "Taken back",
        };
    }
}
