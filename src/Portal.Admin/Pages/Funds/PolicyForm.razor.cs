using Microsoft.AspNetCore.Components;
using Portal.Admin.Pages.Proposals;
using Portal.Admin.Proposals;
using Portal.Admin.Proposals.Changes;
using Portal.Settlement;
using Portal.Settlement.Funds;

namespace Portal.Admin.Pages.Funds;

/// <summary>Proposes another policy for a fund.</summary>
public sealed partial class PolicyForm : ComponentBase
{
    /// <summary>The policy in force.</summary>
    [Parameter]
    [EditorRequired]
    public required FundPolicy Policy { get; set; }

    private ProposalForm? Form { get; set; }

    private TermsDraft Draft { get; set; } = new();

    // The policy that the form was filled from, even if another is in force by now.
    private long PolicySequence { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized() => (Draft, PolicySequence) = (TermsDraft.Of(PolicyTerms.Of(Policy)), Policy.Sequence);

    private void Forget() => Form?.Forget();

    private Checked<ProposedChange> Make(string reason) => Draft.Read() is { Problem: null } terms
        ? new FundPolicyChange { FundId = Policy.FundId, PolicySequence = PolicySequence, Terms = terms.Value, Reason = reason }
        : Draft.Read().Problem!;
}
