using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Overview;

/// <summary>A fund at a glance, made of parts that change at their own pace.</summary>
public sealed partial class FundCard : ComponentBase
{
    /// <summary>The fund.</summary>
    [Parameter, EditorRequired]
    public required FundCardView Fund { get; set; }
}
