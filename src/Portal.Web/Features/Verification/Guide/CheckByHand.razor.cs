using Microsoft.AspNetCore.Components;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Verification.Guide;

/// <summary>The script that checks one entry with everyday tools.</summary>
public sealed partial class CheckByHand : ComponentBase
{
    /// <summary>The portal's own address.</summary>
    [Parameter, EditorRequired]
    public required string Address { get; set; }

    private string Commands => $"""
        curl -fsSO {Address}/{ByHandScript.Address}
        bash by-hand.sh {Address} 4                # {Text("is entry 4 in the signed log?")}
        bash by-hand.sh {Address} 4 ID RECEIPT     # {Text("and is it mine?")}
        """;
}
