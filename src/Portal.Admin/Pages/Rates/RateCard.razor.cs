using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Admin.Proposals;
using Portal.Admin.Proposals.Changes;
using Portal.Admin.Rates;
using Portal.Admin.Sessions;
using Portal.Settlement;

namespace Portal.Admin.Pages.Rates;

/// <summary>One rate: what, since or from when, why, who; and, as long as it is to come, how to take it back.</summary>
public sealed partial class RateCard : ComponentBase
{
    /// <summary>The rate.</summary>
    [Parameter, EditorRequired]
    public required RateLine Line { get; set; }

    /// <summary>Whether the person who looks may propose something.</summary>
    [Parameter]
    public bool MayPropose { get; set; }

    /// <summary>Takes the proposal.</summary>
    [Inject]
    public required ProposalDesk Desk { get; init; }

    /// <summary>Leads to the proposal.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private bool IsOpen { get; set; }

    private bool IsBusy { get; set; }

    private string? Reason { get; set; }

    private Problem? Problem { get; set; }

    private string Signatures => Line.Rate.ApprovedBy.IsDefaultOrEmpty
        ? $"By {Line.Rate.By} alone, from the command line"
        : $"Proposed by {Line.Rate.By}, approved by {string.Join(" and ", Line.Rate.ApprovedBy)}";

    // The entry as the public reads it.
    private string EntryAddress => string.Create(CultureInfo.InvariantCulture, $"api/v1/entries?after={Line.Rate.Sequence - 1}&limit=1");

    private void Open() => (IsOpen, Problem) = (true, null);

    private void Close() => (IsOpen, Problem, Reason) = (false, null, null);

    private async Task ProposeAsync()
    {
        IsBusy = true;
        try
        {
            var change = new RateCancellation { FundId = Line.Rate.FundId, RateSequence = Line.Rate.Sequence, Reason = Reason ?? string.Empty };
            var made = await Desk.ProposeAsync(change, CancellationToken.None);
            Problem = made.Problem;
            if (Problem is null)
            {
                Navigation.NavigateTo(string.Create(CultureInfo.InvariantCulture, $"admin/proposals/{made.Value}"));
            }
        }
        catch (NotAllowedException exception)
        {
            Problem = new Problem("not-allowed", null, exception.Message);
        }
        finally
        {
            IsBusy = false;
        }
    }
}
