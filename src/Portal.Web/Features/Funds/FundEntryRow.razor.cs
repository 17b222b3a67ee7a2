using Microsoft.AspNetCore.Components;
using Portal.Settlement.Contracts;
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

    private string Word => FundEntryText.Of(Entry);

    private string? Said => Entry switch
    {
        { Note: { } symbol, Side: PositionSide.Long } => Text("{0} long", symbol),
        { Note: { } symbol, Side: PositionSide.Short } => Text("{0} short", symbol),
        _ => Entry.Note,
    };

    private string Address => Entry.IsOfLiquidation && Entry.ReversalOf is null ? $"liquidations/{Entry.RecoversSequence ?? Entry.Sequence}" : $"entries/{Entry.Sequence}";
}
