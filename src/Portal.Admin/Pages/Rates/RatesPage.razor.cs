using Microsoft.AspNetCore.Components;
using Portal.Admin.Rates;
using Portal.Admin.Sessions;
using Portal.Settlement.Ledger;

namespace Portal.Admin.Pages.Rates;

/// <summary>Where everybody inside sees which share of fees goes to a fund, and proposers propose another.</summary>
public sealed partial class RatesPage : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(15);

    private LedgerState? _state;
    private ITimer? _timer;

    /// <summary>Reads, and asks who is asking.</summary>
    [Inject]
    public required RateReading Reading { get; init; }

    /// <summary>Tells how long a scheduled rate has still to wait.</summary>
    [Inject]
    public required TimeProvider Clock { get; init; }

    private RateBoard Board { get; set; } = RateBoard.Empty;

    private bool MayPropose { get; set; }

    private bool IsRead { get; set; }

    private string? Problem { get; set; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        try
        {
            (_state, MayPropose) = await Reading.ReadAsync(CancellationToken.None);
            (Board, IsRead) = (RateBoard.Of(_state, Clock.GetUtcNow()), true);
        }
        catch (NotAllowedException exception)
        {
            Problem = exception.Message;
        }
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        // Nothing is read again by itself: that would keep a session alive that nobody uses.
        if (firstRender)
        {
            _timer = Clock.CreateTimer(state => _ = InvokeAsync(PassTime), null, Tick, Tick);
        }
    }

    private void PassTime()
    {
        if (_state is not null)
        {
            Board = RateBoard.Of(_state, Clock.GetUtcNow());
            StateHasChanged();
        }
    }
}
