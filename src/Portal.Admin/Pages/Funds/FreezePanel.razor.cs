using Microsoft.AspNetCore.Components;
using Portal.Admin.Proposals;
using Portal.Admin.Sessions;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.People;

namespace Portal.Admin.Pages.Funds;

/// <summary>The freeze that one owner begins and two people end.</summary>
public sealed partial class FreezePanel : ComponentBase
{
    /// <summary>The freeze in force; null while nothing is frozen.</summary>
    [Parameter]
    [EditorRequired]
    public required FreezeInForce? Freeze { get; set; }

    /// <summary>Called when it has begun.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>Freezes, and asks who is acting.</summary>
    [Inject]
    public required ProposalDesk Desk { get; init; }

    /// <summary>Knows who it is.</summary>
    [Inject]
    public required CurrentPerson Current { get; init; }

    private SignedInPerson? Person { get; set; }

    private string? Reason { get; set; }

    private string? Done { get; set; }

    private Problem? Fault { get; set; }

    private bool IsBusy { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => Person = await Current.FindAsync(CancellationToken.None);

    private bool May(PersonRole role) => Person?.May(role) is true;

    private async Task FreezeAsync()
    {
        if (IsBusy)
        {
            return;
        }

        IsBusy = true;
        try
        {
            var frozen = await Desk.FreezeAsync(Reason, CancellationToken.None);
            Fault = frozen.Problem;
            if (Fault is null)
            {
                Done = $"Everything is frozen: entry {frozen.Value[0].Sequence} of the ledger.";
                await Changed.InvokeAsync();
            }
        }
        catch (NotAllowedException exception)
        {
            Fault = new Problem("not-allowed", null, exception.Message);
        }
        finally
        {
            IsBusy = false;
        }
    }
}
