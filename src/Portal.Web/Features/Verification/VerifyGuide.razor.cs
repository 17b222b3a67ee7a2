using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Verification;

/// <summary>What is checked and how, for readers with and without script.</summary>
public sealed partial class VerifyGuide : ComponentBase
{
    /// <summary>The portal's own address.</summary>
    [Parameter, EditorRequired]
    public required string Address { get; set; }
}
