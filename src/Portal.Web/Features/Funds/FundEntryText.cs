using Portal.Web.Components.Figures;
using static Portal.Web.Texts.PageText;

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
            FundEntryKind.Opening => Text("Fund opened"),
            FundEntryKind.Liquidation when entry.Change.Units < 0 => Text("Fund paid"),
            FundEntryKind.Liquidation when entry.Change.Units > 0 => Text("Fund received"),
            FundEntryKind.Liquidation => Text("Liquidation, fund unchanged"),
            FundEntryKind.Fees => Text("Share of fees"),
            FundEntryKind.Injection => Text("Paid in"),
            FundEntryKind.Withdrawal => Text("Taken out"),
            FundEntryKind.Policy => Text("Rules changed"),
            FundEntryKind.Contract => Text("Contract listed"),
            FundEntryKind.AdlStart => Text("ADL started"),
            FundEntryKind.AdlStop => Text("ADL stopped"),
            FundEntryKind.AdlFill => Text("Closed by ADL"),
            FundEntryKind.Rate => Text("Fee share set"),
            _ when entry.ReversalOf is { } earlier => Text("Reversal of entry {0}", FigureText.Of(earlier)),
            FundEntryKind.RateTakenBack => Text("Scheduled fee share taken back"),
            _ => Text("Taken back"),
        };
    }
}
