using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Deleveraging;

/// <summary>What ADL closed for a loss. Fragment <c>loss-fills</c>.</summary>
public sealed partial class LossFills : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "loss-fills";

    /// <summary>The loss with its proposal and fills.</summary>
    [Parameter, EditorRequired]
    public required AdlRecoveryView Recovery { get; set; }
}
