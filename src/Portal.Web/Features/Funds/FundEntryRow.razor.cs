using Microsoft.AspNetCore.Components;
using Portal.Web.Components.Figures;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Funds;

/// <summary>One ledger entry of a fund. Fragment, put on top of <see cref="RowsId"/>; its own id is <c>entry-{sequence}</c>.</summary>
public sealed partial class FundEntryRow : ComponentBase
{
    /// <summary>The id of the element that rows are put on top of.</summary>
    public const string RowsId = "fund-entries";

    /// <summary>The entry.</summary>
    [Parameter, EditorRequired]
    public required FundEntry Entry { get; set; }

    private string Word => Entry.Kind switch
    {
        FundEntryKind.Opening => "Fund opened",
        FundEntryKind.Liquidation when Entry.Change.Units < 0 => "Fund paid",
        FundEntryKind.Liquidation when Entry.Change.Units > 0 => "Fund received",
        FundEntryKind.Liquidation => "Liquidation, fund unchanged",
        FundEntryKind.Fees => "Share of fees",
        FundEntryKind.Injection => "Paid in",
        FundEntryKind.Withdrawal => "Taken out",
        FundEntryKind.Policy => "Rules changed",
        FundEntryKind.AdlStart => "ADL started",
        FundEntryKind.AdlStop => "ADL stopped",
        FundEntryKind.AdlFill => Text("Closed by ADL"),
        FundEntryKind.Rate => "Fee share set",
        _ when Entry.ReversalOf is { } earlier => $"Reversal of entry {FigureText.Of(earlier)}",
        FundEntryKind.RateTakenBack => "Scheduled fee share taken back",
        _ => "Taken back",
    };
}
