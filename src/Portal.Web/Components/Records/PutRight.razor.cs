using Microsoft.AspNetCore.Components;
using Portal.Settlement.Ledger;

namespace Portal.Web.Components.Records;

/// <summary>Says that a record is not its source's own word: who put it right, who approved that, and why.</summary>
public sealed partial class PutRight : ComponentBase
{
    /// <summary>Who put it right.</summary>
    [Parameter, EditorRequired]
    public required OperatorCorrection Correction { get; set; }

    /// <summary>The source in whose place they did.</summary>
    [Parameter, EditorRequired]
    public required string Source { get; set; }

    private string Approvers => string.Join(", ", Correction.ApprovedBy);
}
