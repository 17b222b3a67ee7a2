using Microsoft.AspNetCore.Components;
using Portal.Admin.Sessions;
using Portal.Admin.Sources;
using Portal.Storage.Database;
using Portal.Storage.People;

namespace Portal.Admin.Pages.Sources;

/// <summary>Where everybody inside sees who sends, owners make keys and revoke them, and approvers pause.</summary>
public sealed partial class SourcesPage : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan ReadPause = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _leaving = new();
    private Task _watching = Task.CompletedTask;

    /// <summary>Reads, and asks each time who is looking.</summary>
    [Inject]
    public required SourceReading Reading { get; init; }

    /// <summary>Does it, and asks each time who is acting.</summary>
    [Inject]
    public required SourceActions Actions { get; init; }

    /// <summary>Says when to read again.</summary>
    [Inject]
    public required TimeProvider Clock { get; init; }

    private SourcesView? View { get; set; }

    private NewKey? Made { get; set; }

    private string? Name { get; set; }

    private string? NameProblem { get; set; }

    private string? Problem { get; set; }

    private bool MayDoKeys => View?.Role >= PersonRole.Owner;

    private bool MayPause => View?.Role >= PersonRole.Approver;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _watching;
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => ReadAsync();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        // Never called for the page that is rendered ahead of its circuit, which nobody keeps.
        if (firstRender)
        {
            _watching = WatchAsync(_leaving.Token);
        }
    }

    private async Task AddAsync()
    {
        NameProblem = null;
        try
        {
            var made = await Actions.AddKeyAsync(Name, CancellationToken.None);
            if (made.Problem is { } problem)
            {
                NameProblem = problem.Detail;
                return;
            }

            Name = null;
            await DoneAsync(made.Value);
        }
        catch (NotAllowedException exception)
        {
            Deny(exception.Message);
        }
    }

    private Task DoneAsync(NewKey? made)
    {
        Made = made ?? Made;
        return ReadAsync();
    }

    private void Deny(string why) => (Problem, View, Made) = (why, null, null);

    private async Task ReadAsync()
    {
        try
        {
            View = await Reading.ReadAsync(_leaving.Token);
            Problem = null;
        }
        catch (NotAllowedException exception)
        {
            Deny(exception.Message);
        }
    }

    private async Task WatchAsync(CancellationToken leaving)
    {
        try
        {
            using var timer = new PeriodicTimer(ReadPause, Clock);
            while (await timer.WaitForNextTickAsync(leaving))
            {
                await InvokeAsync(ReadAgainAsync);
            }
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // Whoever looked has left the page.
        }
        catch (ObjectDisposedException)
        {
            // The circuit ended between two looks.
        }
    }

    private async Task ReadAgainAsync()
    {
        try
        {
            await ReadAsync();
        }
        catch (Exception exception) when (exception is System.Data.Common.DbException or TransientStorageException)
        {
            Problem = "The database is out of reach just now; the figures below are not current.";
        }

        StateHasChanged();
    }
}
