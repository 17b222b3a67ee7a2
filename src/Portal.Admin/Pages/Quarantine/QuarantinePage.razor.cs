using System.Text;
using Microsoft.AspNetCore.Components;
using Portal.Admin.Quarantine;
using Portal.Admin.Sessions;
using Portal.Storage.Intake;
using Portal.Storage.Proposals;

namespace Portal.Admin.Pages.Quarantine;

/// <summary>What could not be settled: how much of it, and a search.</summary>
public sealed partial class QuarantinePage : ComponentBase
{
    private const string Any = "any";

    private static readonly string[] Standings = [QuarantineRow.Open, QuarantineRow.Corrected, QuarantineRow.Dismissed, Any];

    /// <summary>Reads it.</summary>
    [Inject]
    public required QuarantineReading Reading { get; init; }

    private IReadOnlyList<QuarantineCount> Counts { get; set; } = [];

    private Storage.Intake.QuarantinePage? Page { get; set; }

    private IReadOnlyDictionary<long, ProposalRow> Proposed { get; set; } = new Dictionary<long, ProposalRow>();

    private string Standing { get; set; } = QuarantineRow.Open;

    private string? Source { get; set; }

    private string? ExternalId { get; set; }

    private string? ProblemCode { get; set; }

    private string? Problem { get; set; }

    // As it was when the search began: "older" goes on with the same one whatever is typed meanwhile.
    private QuarantineFilter Filter { get; set; } = new() { Status = QuarantineRow.Open };

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => ReadAsync(before: null);

    private Task SearchAsync()
    {
        Filter = new QuarantineFilter
        {
            Status = Standing == Any ? null : Standing,
            Source = Cleaned(Source),
            ExternalId = Cleaned(ExternalId) is { } id ? Encoding.ASCII.GetBytes(id) : null,
            ProblemCode = Cleaned(ProblemCode),
        };
        return ReadAsync(before: null);
    }

    private Task OlderAsync() => ReadAsync(Page!.Next);

    private async Task ReadAsync(long? before)
    {
        try
        {
            Counts = await Reading.CountAsync(CancellationToken.None);
            Page = await Reading.ReadPageAsync(Filter, before, CancellationToken.None);
            Proposed = await Reading.ReadProposedAsync(CancellationToken.None);
        }
        catch (NotAllowedException exception)
        {
            (Problem, Counts, Page) = (exception.Message, [], null);
        }
    }

    private static string? Cleaned(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static long CountOf(IEnumerable<QuarantineCount> counts, string status) => counts.Where(count => count.Status == status).Sum(static count => count.RowCount);

    private static Dictionary<string, object> Named(string label) => new(StringComparer.Ordinal) { ["aria-label"] = label };
}
