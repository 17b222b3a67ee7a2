using Microsoft.AspNetCore.Components;
using Portal.Admin.Pages.Proposals;
using Portal.Admin.Proposals;
using Portal.Admin.Proposals.Changes;
using Portal.Admin.Quarantine;
using Portal.Settlement;

namespace Portal.Admin.Pages.Quarantine;

/// <summary>Proposes to settle a record in quarantine as somebody has put it right.</summary>
public sealed partial class CorrectionForm : ComponentBase
{
    private const int RowsMin = 8;
    private const int RowsMax = 24;

    private static readonly string[] FieldNames = ["correction"];

    /// <summary>The record's number in quarantine.</summary>
    [Parameter]
    [EditorRequired]
    public required long RecordId { get; set; }

    /// <summary>With what the form begins.</summary>
    [Parameter]
    [EditorRequired]
    public required CorrectionDraft Draft { get; set; }

    private ProposalForm? Form { get; set; }

    private string? Text { get; set; }

    private int Rows => Math.Clamp((Text ?? string.Empty).Count(static letter => letter == '\n') + 2, RowsMin, RowsMax);

    /// <inheritdoc/>
    protected override void OnInitialized() => Text = Draft.Text;

    private void Take(string? text)
    {
        Text = text;
        Form?.Forget();
    }

    private Checked<ProposedChange> Make(string reason) => Correction.Of(RecordId, Text, reason);
}
