using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Deleveraging;

/// <summary>Where every fund stands, every time ADL was on, and who would be next in line.</summary>
public sealed partial class AdlPage : ComponentBase
{
    /// <summary>Tells what to show.</summary>
    [Inject]
    public required IPageViews Views { get; init; }

    /// <summary>Events that started before this entry; null from the newest on.</summary>
    [SupplyParameterFromQuery]
    public long? Before { get; set; }

    private AdlPageView View { get; set; } = new() { Sequence = 0 };

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => View = await Views.ReadAdlAsync(Before, CancellationToken.None);
}
