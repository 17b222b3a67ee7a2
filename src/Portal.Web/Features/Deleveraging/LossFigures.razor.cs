using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Deleveraging;

/// <summary>How much of a loss came back, and what is still outstanding. Fragment <c>loss-figures</c>.</summary>
public sealed partial class LossFigures : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "loss-figures";

    /// <summary>The loss with its proposal and fills.</summary>
    [Parameter, EditorRequired]
    public required AdlRecoveryView Recovery { get; set; }
}
