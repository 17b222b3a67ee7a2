using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components.Figures;

/// <summary>A moment: UTC as rendered, the visitor's own zone once the script has run, UTC to the millisecond in its title.</summary>
public sealed partial class TimeStamp : ComponentBase
{
    /// <summary>The moment.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }

    /// <summary>How it is written.</summary>
    [Parameter]
    public TimeFormat Format { get; set; } = TimeFormat.Moment;
}
