using Microsoft.AspNetCore.Components;
using Portal.Web.Components.Figures;

namespace Portal.Web.Features.Overview;

/// <summary>One change as a percentage; the title holds the amount.</summary>
public sealed partial class FundChange : ComponentBase
{
    /// <summary>The change.</summary>
    [Parameter, EditorRequired]
    public required ChangeView Change { get; set; }

    private ChangeDirection Direction => ChangeDirections.Of(Change.Change);

    private string Exact => $"{(Change.Change.Units > 0 ? "+" : string.Empty)}{FigureText.Of(Change.Change)} {Change.Change.Asset.Code}";
}
