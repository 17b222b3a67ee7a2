using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Admin.Pages.Proposals;
using Portal.Admin.Proposals;
using Portal.Admin.Proposals.Changes;
using Portal.Settlement;

namespace Portal.Admin.Pages.Funds;

/// <summary>Proposes to take back an entry of a fund.</summary>
public sealed partial class ReversalForm : ComponentBase
{
    private static readonly string[] FieldNames = ["sequence"];

    /// <summary>The fund.</summary>
    [Parameter]
    [EditorRequired]
    public required string FundId { get; set; }

    private ProposalForm? Form { get; set; }

    private string? Sequence { get; set; }

    private void Forget() => Form?.Forget();

    private Checked<ProposedChange> Make(string reason) =>
        long.TryParse((Sequence ?? string.Empty).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? new Reversal { FundId = FundId, ReversedSequence = sequence, Reason = reason }
            : new Problem("bad-sequence", "sequence", $"'{Sequence}' is not the number of an entry.");
}
