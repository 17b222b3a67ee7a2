using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Admin.Events;
using Portal.Admin.Sessions;
using Portal.Settlement.Amounts;

namespace Portal.Admin.Pages.Events;

/// <summary>Where operators name stress events.</summary>
public sealed partial class EventsPage : ComponentBase
{
    private const decimal PpmPerPercent = 10_000;

    /// <summary>Does it, and asks each time who is acting.</summary>
    [Inject]
    public required EventActions Actions { get; init; }

    private IReadOnlyList<NamedEvent>? Events { get; set; }

    private bool MayName { get; set; }

    private string? Editing { get; set; }

    private string? Name { get; set; }

    private string? Note { get; set; }

    private string? FieldProblem { get; set; }

    private string? Problem { get; set; }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => DoAsync(ReadAsync);

    private static string KeyOf(NamedEvent one) => string.Create(CultureInfo.InvariantCulture, $"{one.Event.FundId}/{one.Event.Fall.PeakSequence}");

    private static string LossOf(NamedEvent one) => new Money(one.Event.Fall.LossUnits, one.Asset).ToString();

    private static string DepthOf(NamedEvent one) => string.Create(CultureInfo.InvariantCulture, $"{one.Event.Fall.DepthPpm / PpmPerPercent:0.00} %");

    private void Edit(NamedEvent one) =>
        (Editing, Name, Note, FieldProblem) = (KeyOf(one), one.Event.Named?.Name, one.Event.Named?.Note, null);

    private void Leave() => (Editing, FieldProblem) = (null, null);

    private Task SaveAsync(NamedEvent one) => DoAsync(async () =>
    {
        var saved = await Actions.NameAsync(one.Event.FundId, one.Event.Fall.PeakSequence, Name, Note, CancellationToken.None);
        FieldProblem = saved.Problem is { } problem ? $"The {problem.Field} {problem.Detail}" : null;
        if (saved.Problem is null)
        {
            Leave();
            await ReadAsync();
        }
    });

    private async Task ReadAsync() => (Events, MayName) = await Actions.ReadAsync(CancellationToken.None);

    private async Task DoAsync(Func<Task> action)
    {
        Problem = null;
        try
        {
            await action();
        }
        catch (NotAllowedException exception)
        {
            (Problem, Events) = (exception.Message, null);
        }
    }
}
