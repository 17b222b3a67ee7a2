using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Liquidations;

/// <summary>The way to the page before and to the next one.</summary>
public sealed partial class LiquidationPager : ComponentBase
{
    /// <summary>The page of the list.</summary>
    [Parameter, EditorRequired]
    public required LiquidationsView View { get; set; }

    private (string Previous, string Next) Ways => OrderText.Ways(View.Query.Order);

    private string AddressOf(long place, bool isBack) => LiquidationsAddress.Of(View.Query with { Place = place, IsBack = isBack });
}
