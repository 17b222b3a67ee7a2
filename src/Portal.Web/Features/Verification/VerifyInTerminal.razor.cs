using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Verification;

/// <summary>The command that checks the same without a browser.</summary>
public sealed partial class VerifyInTerminal : ComponentBase
{
    /// <summary>The portal's own address.</summary>
    [Parameter, EditorRequired]
    public required string Address { get; set; }
}
