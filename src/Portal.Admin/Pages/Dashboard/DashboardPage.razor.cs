using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Admin.Dashboard;
using Portal.Admin.Sessions;
using Portal.Storage.Database;
using Portal.Storage.Operations;

namespace Portal.Admin.Pages.Dashboard;

/// <summary>The first page inside: whether all is well, and if not what to do. Looks again by itself while it is open, which keeps no session alive.</summary>
public sealed partial class DashboardPage : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Task _looking = Task.CompletedTask;

    /// <summary>Knows who it is.</summary>
    [Inject]
    public required CurrentPerson Current { get; init; }

    /// <summary>Reads the figures.</summary>
    [Inject]
    public required DashboardReading Reading { get; init; }

    /// <summary>From when on something is an alert.</summary>
    [Inject]
    public required IOptions<AlertThresholds> Thresholds { get; init; }

    /// <summary>Says when to look again.</summary>
    [Inject]
    public required TimeProvider Time { get; init; }

    /// <summary>Where it says that the figures could not be read.</summary>
    [Inject]
    public required ILogger<DashboardPage> Logger { get; init; }

    /// <summary>The time between two looks.</summary>
    [Parameter]
    public TimeSpan RefreshPause { get; set; } = TimeSpan.FromSeconds(5);

    private SignedInPerson? Person { get; set; }

    private DashboardFigures? Figures { get; set; }

    private ImmutableArray<Alert> Found { get; set; } = [];

    private string? Problem { get; set; }

    // The minute that runs is not over, so its bar would always seem to fall.
    private DateTimeOffset ChartStart => DateTimeOffset.FromUnixTimeSeconds((Figures!.Now.ToUnixTimeSeconds() / 60 - (DashboardReading.ChartMinutes - 1)) * 60);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _looking;
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await LookAsync();

        // The prerendered page is thrown away after it is sent, so only the one on a circuit goes on looking.
        if (RendererInfo.IsInteractive)
        {
            _looking = GoOnLookingAsync();
        }
    }

    private async Task GoOnLookingAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(RefreshPause, Time);
            while (Person is not null && await timer.WaitForNextTickAsync(_leaving.Token))
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
            // Not RequireAsync: a page that looks by itself is not somebody at work.
            Person = await Current.FindAsync(_leaving.Token);
            if (Person is null)
            {
                (Figures, Found, Problem) = (null, [], "Your session is over. Sign in again.");
                return;
            }

            var figures = await Reading.ReadAsync(_leaving.Token);
            (Figures, Found, Problem) = (figures, Alerts.Find(figures, Thresholds.Value), null);
        }
        catch (Exception exception) when (exception is DbException or TransientStorageException or TimeoutException or InvalidOperationException)
        {
            LogNotRead(Logger, exception);
            Problem = "The database does not answer, so nothing settles and nothing here is current. Look at the database first.";
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The dashboard could not be read.")]
    private static partial void LogNotRead(ILogger logger, Exception exception);

    private ImmutableArray<long?> PointsOf(Func<ProcessMinute, long?> value)
    {
        var points = new long?[DashboardReading.ChartMinutes - 1];
        var first = ChartStart.ToUnixTimeSeconds() / 60;
        foreach (var minute in Figures!.Minutes)
        {
            if (minute.Minute - first is >= 0 and var place && place < points.Length)
            {
                points[place] = value(minute);
            }
        }

        return ImmutableArray.Create(points);
    }
}
