using Microsoft.AspNetCore.Components;
using Portal.Settlement;

namespace Portal.Admin.Pages.Funds;

/// <summary>The fields of a fund's policy.</summary>
public sealed partial class TermsFields : ComponentBase
{
    /// <summary>What is typed.</summary>
    [Parameter]
    [EditorRequired]
    public required TermsDraft Draft { get; set; }

    /// <summary>What is wrong with one of them; null for nothing.</summary>
    [Parameter]
    [EditorRequired]
    public required Problem? Fault { get; set; }

    /// <summary>Called when something was typed.</summary>
    [Parameter]
    [EditorRequired]
    public required Action Changed { get; set; }
}
