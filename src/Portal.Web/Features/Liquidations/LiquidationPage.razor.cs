using Microsoft.AspNetCore.Components;
using Portal.Settlement.Contracts;
using Portal.Web.Features.Deleveraging;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Liquidations;

/// <summary>One liquidation with its margin check worked out.</summary>
public sealed partial class LiquidationPage : ComponentBase
{
    /// <summary>Tells what to show.</summary>
    [Inject]
    public required IPageViews Views { get; init; }

    /// <summary>Says when there is nothing to show.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The ledger entry.</summary>
    [Parameter]
    public long Sequence { get; set; }

    private LiquidationView? Liquidation { get; set; }

    private AdlRecoveryView? Recovery { get; set; }

    private string Name => Liquidation is { Side: { } side } known
        ? side is PositionSide.Long ? Text("{0} long", known.Symbol) : Text("{0} short", known.Symbol)
        : Liquidation?.Symbol ?? string.Empty;

    private string PageName => Text("{0}, liquidation {1}", Name, Sequence);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Liquidation = await Views.ReadLiquidationAsync(Sequence, CancellationToken.None);
        if (Liquidation is { Result.Uncovered.Units: > 0 })
        {
            Recovery = await Views.ReadRecoveryAsync(Sequence, CancellationToken.None);
        }

        if (Liquidation is null)
        {
            Navigation.NotFound();
        }
    }
}
