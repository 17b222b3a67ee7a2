using Microsoft.AspNetCore.Components;
using Portal.Admin.Proposals;
using Portal.Admin.Sessions;
using Portal.Settlement.Ledger;
using Portal.Storage.People;

namespace Portal.Admin.Pages.Funds;

/// <summary>Every fund as it stands, and the freeze.</summary>
public sealed partial class FundsPage : ComponentBase
{
    /// <summary>Reads the ledger.</summary>
    [Inject]
    public required ProposalReading Reading { get; init; }

    /// <summary>Knows who it is.</summary>
    [Inject]
    public required CurrentPerson Current { get; init; }

    private LedgerState? State { get; set; }

    private bool MayPropose { get; set; }

    private string? Problem { get; set; }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
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
}
