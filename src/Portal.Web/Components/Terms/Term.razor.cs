using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components.Terms;

/// <summary>A term of the field where it is first used: pointed at it says what it means, followed it leads to the glossary.</summary>
public sealed partial class Term : ComponentBase
{
    /// <summary>The anchor in the glossary, one of <see cref="GlossaryTerm.All"/>.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>The words.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }
}
