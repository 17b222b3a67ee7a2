using Microsoft.AspNetCore.Components;
using Portal.Admin.Proposals;
using Portal.Admin.Sessions;
using Portal.Storage.Proposals;

namespace Portal.Admin.Pages.Proposals;

/// <summary>What waits for a decision, and what came of the rest.</summary>
public sealed partial class ProposalsPage : ComponentBase
{
    private const int PageSize = 50;

    /// <summary>Reads them.</summary>
    [Inject]
    public required ProposalReading Reading { get; init; }

    /// <summary>Knows who it is.</summary>
    [Inject]
    public required CurrentPerson Current { get; init; }

    private SignedInPerson? Person { get; set; }

    private IReadOnlyList<ProposalRow> Open { get; set; } = [];

    private IReadOnlyList<ProposalRow> Page { get; set; } = [];

    private string? Problem { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Person = await Current.FindAsync(CancellationToken.None);
        await ReadAsync(before: null);
    }

    private Task OlderAsync() => ReadAsync(Page[^1].Id);

    private async Task ReadAsync(long? before)
    {
        try
        {
            Open = await Reading.ReadOpenAsync(CancellationToken.None);
            Page = await Reading.ReadPageAsync(before, PageSize, CancellationToken.None);
        }
        catch (NotAllowedException exception)
        {
            (Problem, Open, Page) = (exception.Message, [], []);
        }
    }

    private static string Title(ProposalRow row) => ProposedChange.FromJson(row.Payload).Title;
}
