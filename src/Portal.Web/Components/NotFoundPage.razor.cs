using Microsoft.AspNetCore.Components;
using Portal.Web.Features.Embeds;

namespace Portal.Web.Components;

/// <summary>What an address that leads nowhere shows.</summary>
public sealed partial class NotFoundPage : ComponentBase
{
    /// <summary>The address that was asked for.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    // In a frame of another site there is room for a sentence.
    private bool IsEmbed => Navigation.ToBaseRelativePath(Navigation.Uri).StartsWith($"{EmbedKinds.Root}/", StringComparison.OrdinalIgnoreCase);
}
