using Microsoft.AspNetCore.Components;
using Portal.Admin.Proposals;
using Portal.Admin.Sessions;
using Portal.Settlement;
using Portal.Storage.Proposals;

namespace Portal.Admin.Pages.Proposals;

/// <summary>One proposal: what it would do, what was said, and the buttons of those who may decide.</summary>
public sealed partial class ProposalPage : ComponentBase
{
    /// <summary>The proposal's number.</summary>
    [Parameter]
    public long Id { get; set; }

    /// <summary>Decides, and asks each time who is acting.</summary>
    [Inject]
    public required ProposalDesk Desk { get; init; }

    /// <summary>Reads it.</summary>
    [Inject]
    public required ProposalReading Reading { get; init; }

    private ProposalView? View { get; set; }

    private bool IsRead { get; set; }

    private bool IsBusy { get; set; }

    private string? Comment { get; set; }

    private Problem? Fault { get; set; }

    private string? Problem { get; set; }

    private string? Done { get; set; }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => DoAsync(static () => Task.FromResult<Problem?>(null));

    private Task ApproveAsync() => DoAsync(async () =>
    {
        var carriedOut = await Desk.ApproveAsync(Id, Comment, CancellationToken.None);
        if (carriedOut.Problem is { } problem)
        {
            return problem;
        }

        Done = carriedOut.Value.IsEmpty
            ? "Your approval is noted. It takes another one."
            : $"It is done: entry {carriedOut.Value[0].Sequence} of the ledger, public from now on.";
        return null;
    });

    private Task RefuseAsync() => DoAsync(() => Desk.RefuseAsync(Id, Comment, CancellationToken.None));

    private Task WithdrawAsync() => DoAsync(() => Desk.WithdrawAsync(Id, CancellationToken.None));

    private async Task DoAsync(Func<Task<Problem?>> action)
    {
        if (IsBusy)
        {
            return;
        }

        (IsBusy, Done, Problem) = (true, null, null);
        try
        {
            Fault = await action();
            Problem = Fault is { Field: not "comment" } ? Fault.Detail : null;
            View = await Reading.FindAsync(Id, CancellationToken.None);
        }
        catch (NotAllowedException exception)
        {
            (Problem, View) = (exception.Message, null);
        }
        finally
        {
            (IsBusy, IsRead) = (false, true);
        }
    }
}
