using Microsoft.AspNetCore.Components;
using Portal.Admin.Proposals;
using Portal.Admin.Sessions;
using Portal.Settlement.Amounts;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;
using Portal.Storage.People;

namespace Portal.Admin.Pages.Funds;

/// <summary>One fund: how it stands, and what can be proposed about it.</summary>
public sealed partial class FundPage : ComponentBase
{
    /// <summary>The fund's id.</summary>
    [Parameter]
    public required string FundId { get; set; }

    /// <summary>Reads the ledger.</summary>
    [Inject]
    public required ProposalReading Reading { get; init; }

    /// <summary>Knows who it is.</summary>
    [Inject]
    public required CurrentPerson Current { get; init; }

    private FundState? Fund { get; set; }

    private FundPolicy? Policy { get; set; }

    private bool MayPropose { get; set; }

    private bool IsRead { get; set; }

    private string? Problem { get; set; }

    private string Free => new Money(Math.Max(0, Fund!.BalanceUnits - Policy!.Floor.Units), Fund.Asset).ToString();

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        try
        {
            var state = await Reading.ReadLedgerAsync(CancellationToken.None);
            (Fund, Policy) = (state.Find(FundId), state.Rulebook.FindPolicy(FundId));
            MayPropose = await Current.FindAsync(CancellationToken.None) is { } person && person.May(PersonRole.Proposer);
        }
        catch (NotAllowedException exception)
        {
            Problem = exception.Message;
        }
        finally
        {
            IsRead = true;
        }
    }
}
