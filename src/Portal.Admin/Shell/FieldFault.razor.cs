using Microsoft.AspNetCore.Components;
using Portal.Settlement;

namespace Portal.Admin.Shell;

/// <summary>Says beside a field what is wrong with it; nothing while another field is at fault.</summary>
public sealed partial class FieldFault : ComponentBase
{
    /// <summary>What is wrong; null for nothing.</summary>
    [Parameter]
    [EditorRequired]
    public Problem? Problem { get; set; }

    /// <summary>The field as problems call it.</summary>
    [Parameter]
    [EditorRequired]
    public required string Field { get; set; }
}
