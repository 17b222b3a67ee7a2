using Microsoft.AspNetCore.Components;
using Portal.Storage.Audit;

namespace Portal.Admin.Pages.Audit;

/// <summary>What something was done to, with the way to its page where it has one.</summary>
public sealed partial class AuditSubjectLink : ComponentBase
{
    /// <summary>The row.</summary>
    [Parameter, EditorRequired]
    public required AuditRow Row { get; set; }
}
