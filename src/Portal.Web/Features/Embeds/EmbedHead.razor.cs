using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Embeds;

/// <summary>What a widget loads. Without script it reloads itself once a minute.</summary>
public sealed partial class EmbedHead : ComponentBase;
