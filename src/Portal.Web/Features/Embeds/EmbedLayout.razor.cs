using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Embeds;

/// <summary>Surrounds a widget with nothing.</summary>
public sealed partial class EmbedLayout : LayoutComponentBase;
