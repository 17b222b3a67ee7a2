using Microsoft.AspNetCore.Components;
using Portal.Web.Components.Figures;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Funds.History;

/// <summary>Highest, lowest, deepest fall and recovery of the range. Part <c>stats</c> of the range.</summary>
public sealed partial class RangeStats : ComponentBase
{
    /// <summary>The figures; null when nothing was recorded.</summary>
    [Parameter]
    public RangeRecord? Record { get; set; }

    private static string Recovery(RangeRecord record) => record.Deepest switch
    {
        null => "–",
        { TimeToRecover: { } time } => DurationText.Of(time),
        _ => Text("Not recovered yet"),
    };
}
