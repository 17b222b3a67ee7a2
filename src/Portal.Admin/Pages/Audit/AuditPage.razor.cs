using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Portal.Admin.Audit;
using Portal.Admin.Sessions;
using Portal.Storage.Audit;

namespace Portal.Admin.Pages.Audit;

/// <summary>Where everybody inside reads who did what.</summary>
public sealed partial class AuditPage : ComponentBase
{
    /// <summary>Reads it, and asks each time who is asking.</summary>
    [Inject]
    public required AuditReading Reading { get; init; }

    private ImmutableArray<AuditRow> Rows { get; set; } = [];

    private string? Who { get; set; }

    private string? What { get; set; }

    private string? Problem { get; set; }

    private string? Verdict { get; set; }

    private bool IsBroken { get; set; }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => SearchAsync();

    private Task SearchAsync() => ReadAsync(before: null);

    private Task OlderAsync() => ReadAsync(Rows[^1].Sequence);

    private Task ReadAsync(long? before) => DoAsync(async () =>
    {
        var read = await Reading.ReadAsync(Who, What, before, CancellationToken.None);
        (Rows, Problem) = (read.Problem is null ? read.Value : [], read.Problem?.Detail);
    });

    private Task CheckAsync() => DoAsync(async () =>
    {
        var broken = await Reading.FindBreakAsync(CancellationToken.None);
        IsBroken = broken is not null;
        Verdict = broken is null
            ? "Every row follows from the one before it."
            : $"Row {broken} does not follow from the rows before it, or is missing. Somebody has changed the database past the portal.";
    });

    private async Task DoAsync(Func<Task> action)
    {
        (Problem, Verdict) = (null, null);
        try
        {
            await action();
        }
        catch (NotAllowedException exception)
        {
            (Problem, Rows) = (exception.Message, []);
        }
    }
}
