using Microsoft.AspNetCore.Components;

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

    private string Address => Entry.IsOfLiquidation && Entry.ReversalOf is null ? $"liquidations/{Entry.RecoversSequence ?? Entry.Sequence}" : $"entries/{Entry.Sequence}";
}
