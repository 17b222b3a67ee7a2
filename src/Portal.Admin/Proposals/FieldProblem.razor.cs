using Microsoft.AspNetCore.Components;

namespace Portal.Admin.Proposals;

/// <summary>What is wrong with a field, beside it. The field names it by <c>aria-describedby</c>.</summary>
public sealed partial class FieldProblem : ComponentBase
{
    /// <summary>The element's id.</summary>
    [Parameter]
    [EditorRequired]
    public required string Id { get; set; }

    /// <summary>What is wrong; null when nothing is.</summary>
    [Parameter]
    public string? Detail { get; set; }
}
