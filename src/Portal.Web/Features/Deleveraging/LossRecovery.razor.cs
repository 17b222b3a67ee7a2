using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Deleveraging;

/// <summary>What became of the loss that one liquidation left uncovered.</summary>
public sealed partial class LossRecovery : ComponentBase
{
    /// <summary>The loss with its proposal and fills.</summary>
    [Parameter, EditorRequired]
    public required AdlRecoveryView Recovery { get; set; }
}
