using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components.Charts;

/// <summary>Amounts side by side in proportion. The words and figures next to it say the same.</summary>
public sealed partial class Bar : ComponentBase
{
    /// <summary>The parts, from the start of the line on.</summary>
    [Parameter, EditorRequired]
    public required ImmutableArray<BarPart> Parts { get; set; }
}
