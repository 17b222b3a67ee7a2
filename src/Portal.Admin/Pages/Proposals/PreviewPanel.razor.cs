using Microsoft.AspNetCore.Components;
using Portal.Admin.Proposals;

namespace Portal.Admin.Pages.Proposals;

/// <summary>What a change would do on the ledger as it stands.</summary>
public sealed partial class PreviewPanel : ComponentBase
{
    /// <summary>What it would do.</summary>
    [Parameter]
    [EditorRequired]
    public required ProposalPreview Preview { get; set; }
}
