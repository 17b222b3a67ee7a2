using Microsoft.AspNetCore.Components;
using Portal.Admin.Pages.Proposals;
using Portal.Admin.Proposals;
using Portal.Admin.Proposals.Changes;
using Portal.Admin.Sessions;
using Portal.Settlement;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
using Portal.Storage.People;

namespace Portal.Admin.Pages.Funds;

/// <summary>The contracts that are listed, and a proposal to list one.</summary>
public sealed partial class ContractsPage : ComponentBase
{
    private static readonly string[] Kinds = [.. ChoiceText.All<ContractKind>()];
    private static readonly string[] Publications = [.. ChoiceText.All<ContractPublication>()];
    private static readonly string[] FieldNames = ["symbol", "contractKind", "contractValue", "settle", "publish", "fund"];

    /// <summary>Reads the ledger.</summary>
    [Inject]
    public required ProposalReading Reading { get; init; }

    /// <summary>Knows who it is.</summary>
    [Inject]
    public required CurrentPerson Current { get; init; }

    private ProposalForm? Form { get; set; }

    private LedgerState? State { get; set; }

    private bool MayPropose { get; set; }

    private string? Problem { get; set; }

    private string? Symbol { get; set; }

    private string ContractKind { get; set; } = Kinds[0];

    private string? ContractValue { get; set; } = "1";

    private string? Settle { get; set; }

    private string Publication { get; set; } = Publications[0];

    private string? FundId { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        try
        {
            State = await Reading.ReadLedgerAsync(CancellationToken.None);
            MayPropose = await Current.FindAsync(CancellationToken.None) is { } person && person.May(PersonRole.Proposer);
        }
        catch (NotAllowedException exception)
        {
            Problem = exception.Message;
        }
    }

    private void Forget() => Form?.Forget();

    private Checked<ProposedChange> Make(string reason) => new ContractChange
    {
        Symbol = Symbol ?? string.Empty,
        ContractKind = ContractKind,
        ContractValue = ContractValue ?? string.Empty,
        SettleAssetCode = (Settle ?? string.Empty).Trim(),
        Publication = Publication,
        FundId = FundId,
        Reason = reason,
    };

    private static Dictionary<string, object> Named(string label) => new(StringComparer.Ordinal) { ["aria-label"] = label };
}
