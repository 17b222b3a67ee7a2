using Microsoft.AspNetCore.Components;
using Portal.Admin.Proposals;
using Portal.Admin.Sessions;
using Portal.Settlement;

namespace Portal.Admin.Pages.Proposals;

/// <summary>The end of every form that proposes something: the reason, a look at what it would do, and the button, which works after that look alone.</summary>
public sealed partial class ProposalForm : ComponentBase
{
    /// <summary>What the form is for; its name for those who don't see it.</summary>
    [Parameter]
    [EditorRequired]
    public required string Name { get; set; }

    /// <summary>The fields, given what is wrong with one of them.</summary>
    [Parameter]
    [EditorRequired]
    public required RenderFragment<Problem?> Fields { get; set; }

    /// <summary>Makes the change of what was typed and the reason, or says which field can't be read.</summary>
    [Parameter]
    [EditorRequired]
    public required Func<string, Checked<ProposedChange>> Make { get; set; }

    /// <summary>The fields that have a place of their own for what is wrong with them.</summary>
    [Parameter]
    public IReadOnlyList<string> FieldNames { get; set; } = [];

    /// <summary>What else there is to look at, given what was previewed; nothing if null.</summary>
    [Parameter]
    public RenderFragment<ProposedChange>? Besides { get; set; }

    /// <summary>Whether the reason becomes part of the ledger.</summary>
    [Parameter]
    public bool HasPublicReason { get; set; } = true;

    /// <summary>Proposes, and asks each time who is acting.</summary>
    [Inject]
    public required ProposalDesk Desk { get; init; }

    /// <summary>Leads to what was proposed.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private string ReasonId => $"reason-{Name.Replace(' ', '-').ToLowerInvariant()}";

    private string? Reason { get; set; }

    private string? ReasonFault => Fault is { Field: "reason" } fault ? fault.Detail : null;

    private ProposalPreview? Preview { get; set; }

    // What was looked at is what is proposed, whatever is typed afterwards.
    private ProposedChange? Seen { get; set; }

    private Problem? Fault { get; set; }

    private string? Problem { get; set; }

    private bool IsBusy { get; set; }

    /// <summary>What was looked at holds no more: something was typed.</summary>
    public void Forget() => (Preview, Seen) = (null, null);

    private void TakeReason(string? reason)
    {
        Reason = reason;
        Forget();
    }

    private Task PreviewAsync() => DoAsync(async () =>
    {
        Forget();
        var made = Make(Reason ?? string.Empty);
        if (made.Problem is { } unreadable)
        {
            return unreadable;
        }

        var preview = await Desk.PreviewAsync(made.Value, CancellationToken.None);
        (Preview, Seen) = preview.Problem is null ? (preview.Value, made.Value) : (null, null);
        return preview.Problem;
    });

    private Task ProposeAsync() => DoAsync(async () =>
    {
        var id = await Desk.ProposeAsync(Seen!, CancellationToken.None);
        if (id.Problem is null)
        {
            Navigation.NavigateTo($"admin/proposals/{id.Value}");
        }

        return id.Problem;
    });

    private async Task DoAsync(Func<Task<Problem?>> action)
    {
        if (IsBusy)
        {
            return;
        }

        IsBusy = true;
        try
        {
            Fault = await action();
            Problem = Fault is { } fault && fault.Field != "reason" && !FieldNames.Contains(fault.Field) ? fault.ToString() : null;
        }
        catch (NotAllowedException exception)
        {
            Problem = exception.Message;
        }
        finally
        {
            IsBusy = false;
        }
    }
}
