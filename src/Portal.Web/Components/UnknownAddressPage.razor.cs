using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components;

/// <summary>Takes every address that nothing else takes and answers it with <see cref="NotFoundPage"/>.</summary>
public sealed partial class UnknownAddressPage : ComponentBase
{
    /// <summary>Says that there is nothing.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>Whatever was asked for.</summary>
    [Parameter]
    public string? Address { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized() => Navigation.NotFound();
}
