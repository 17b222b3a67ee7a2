using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Deleveraging;

/// <summary>What was proposed to be closed for a loss. Fragment <c>loss-proposal</c>.</summary>
public sealed partial class LossProposal : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "loss-proposal";

    /// <summary>The loss with its proposal and fills.</summary>
    [Parameter, EditorRequired]
    public required AdlRecoveryView Recovery { get; set; }
}
