using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Portal.Admin.Audit;
using Portal.Admin.Sessions;
using Portal.Admin.Shell;
using Portal.Settlement;

namespace Portal.Admin.Pages.Audit;

/// <summary>Where everybody inside reads who did what. What is looked for stands in the address.</summary>
public sealed partial class AuditPage : ComponentBase
{
    private const string Anybody = "anybody";
    private const string Anything = "anything";

    /// <summary>Reads it, and asks each time who is asking.</summary>
    [Inject]
    public required AuditReading Reading { get; init; }

    /// <summary>Leads to the address of a search.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>Who did it.</summary>
    [SupplyParameterFromQuery(Name = "person")]
    public string? PersonAsked { get; set; }

    /// <summary>What was done.</summary>
    [SupplyParameterFromQuery(Name = "action")]
    public string? ActionAsked { get; set; }

    /// <summary>What the subject begins with.</summary>
    [SupplyParameterFromQuery(Name = "subject")]
    public string? SubjectAsked { get; set; }

    /// <summary>From when on.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    public string? FromAsked { get; set; }

    /// <summary>Before when.</summary>
    [SupplyParameterFromQuery(Name = "until")]
    public string? UntilAsked { get; set; }

    /// <summary>The last row of the page before.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    public string? BeforeAsked { get; set; }

    private AuditQuery Query { get; set; } = new();

    private ImmutableArray<Problem> Problems { get; set; } = [];

    private Storage.Audit.AuditRows? Page { get; set; }

    private IReadOnlyList<string> People { get; set; } = [Anybody];

    private IReadOnlyList<string> Actions { get; set; } = [Anything];

    private string Who { get; set; } = Anybody;

    private string What { get; set; } = Anything;

    private string? Subject { get; set; }

    private string? From { get; set; }

    private string? Until { get; set; }

    private string? Problem { get; set; }

    private string? Verdict { get; set; }

    private bool IsBroken { get; set; }

    private string EmptyText =>
        Page!.Next is not null ? $"Nothing was found back to {TimeOf.Second(Page.SearchedToMs!.Value)}."
        : Query.Before is not null ? "Nothing older was found."
        : Query.IsAll ? "Nobody has done anything yet."
        : "Nothing was found.";

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => DoAsync(async () =>
    {
        Query = new AuditQuery { Person = PersonAsked, Action = ActionAsked, Subject = SubjectAsked, From = FromAsked, Until = UntilAsked, Before = BeforeAsked };
        (Who, What, Subject, From, Until) = (Query.Person ?? Anybody, Query.Action ?? Anything, Query.Subject, Query.From, Query.Until);
        var choices = await Reading.ReadChoicesAsync(CancellationToken.None);

        // Somebody may follow a link to what nobody has done.
        People = [Anybody, .. choices.People.Append(Query.Person).OfType<string>().Distinct(StringComparer.Ordinal)];
        Actions = [Anything, .. choices.Actions.Append(Query.Action).OfType<string>().Distinct(StringComparer.Ordinal)];
        Problems = Query.Problems();
        Page = Problems.IsEmpty ? await Reading.FindAsync(Query, CancellationToken.None) : null;
    });

    private static Dictionary<string, object> Named(string label) => new(StringComparer.Ordinal) { ["aria-label"] = label };

    private string FileOf(string form) => (Query with { Before = null }).AddressFrom($"admin/audit.{form}");

    private string? ProblemOf(string field) => Problems.FirstOrDefault(problem => problem.Field == field)?.Detail;

    private string IsWrong(string field) => ProblemOf(field) is null ? "false" : "true";

    private void Search()
    {
        var typed = new AuditQuery { Person = Who == Anybody ? null : Who, Action = What == Anything ? null : What, Subject = Subject, From = From, Until = Until };
        Navigation.NavigateTo(typed.AddressFrom("admin/audit"));
    }

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
            (Problem, Page) = (exception.Message, null);
        }
    }
}
