using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Portal.Admin.Proposals;
using Portal.Storage.Database;

namespace Portal.Admin.Shell;

/// <summary>How many proposals wait for the person who looks; nothing for none. Counted again at every page, and every few seconds while one is open.</summary>
public sealed partial class WaitingBadge : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _leaving = new();
    private Task _looking = Task.CompletedTask;

    /// <summary>The page that is open.</summary>
    [Parameter, EditorRequired]
    public required string Address { get; set; }

    /// <summary>Counts them.</summary>
    [Inject]
    public required ProposalReading Reading { get; init; }

    /// <summary>Says when to look again.</summary>
    [Inject]
    public required TimeProvider Time { get; init; }

    private long Count { get; set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _looking;
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            _looking = GoOnLookingAsync();
        }
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => LookAsync();

    private async Task GoOnLookingAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(Pause, Time);
            while (await timer.WaitForNextTickAsync(_leaving.Token))
            {
                await InvokeAsync(LookAsync);
                await InvokeAsync(StateHasChanged);
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The page was closed.
        }
        catch (ObjectDisposedException)
        {
            // Its circuit ended between two looks.
        }
    }

    private async Task LookAsync()
    {
        try
        {
            Count = await Reading.CountWaitingAsync(_leaving.Token);
        }
        catch (Exception exception) when (exception is DbException or TransientStorageException or TimeoutException or InvalidOperationException)
        {
            // A number that may be wrong is worse than none; the page itself says what is wrong with the database.
            Count = 0;
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The page was closed.
        }
    }
}
