using Microsoft.AspNetCore.Components;
using Portal.Settlement.Deleveraging;
using Portal.Web.Texts;

namespace Portal.Web.Components.Adl;

/// <summary>The auto-deleveraging state of a fund in a word, with a sign of its own for each state.</summary>
public sealed partial class AdlChip : ComponentBase
{
    /// <summary>The state.</summary>
    [Parameter, EditorRequired]
    public AdlState State { get; set; }

    /// <summary>Other words for it, where a page has its own.</summary>
    [Parameter]
    public string? Text { get; set; }

    private string Word => State switch
    {
        AdlState.Active => PageText.Text("ADL active"),
        AdlState.Warning => PageText.Text("ADL warning"),
        _ => PageText.Text("ADL off"),
    };

    private string Class => State switch
    {
        AdlState.Active => "chip-active",
        AdlState.Warning => "chip-warning",
        _ => "chip-normal",
    };

    private string Icon => State switch
    {
        AdlState.Active => "M3 3l6 6M9 3l-6 6",
        AdlState.Warning => "M6 1.5L11 10.5H1zM6 5v2.2M6 9v.01",
        _ => "M2.5 6.5l2.5 2.5 4.5-5.5",
    };
}
