using Microsoft.AspNetCore.Components;

namespace Portal.Admin.Shell;

/// <summary>Recovery codes, to be written down.</summary>
public sealed partial class RecoveryCodeList : ComponentBase
{
    /// <summary>The codes.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Codes { get; set; }
}
