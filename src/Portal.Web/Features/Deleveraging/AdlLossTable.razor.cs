using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Portal.Settlement.Deleveraging;
using Portal.Web.Components.Figures;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Deleveraging;

/// <summary>Losses left uncovered with what was proposed and closed. Fragment <c>adl-losses</c>.</summary>
public sealed partial class AdlLossTable : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "adl-losses";

    /// <summary>The losses, newest first.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<AdlLossView> Losses { get; set; } = [];

    private static string ProposalOf(AdlLossView loss) => loss.Proposal switch
    {
        null => Text("Not made"),
        { State: AdlProposalState.Proposed, Quantity: { } quantity } proposal =>
            Counted(proposal.CloseCount, "{1} contracts of {0} position", "{1} contracts of {0} positions", FigureText.Of(quantity)),
        var proposal => AdlWords.Of(proposal.State),
    };
}
