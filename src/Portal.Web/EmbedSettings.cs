using System.Data.Common;
using Portal.Admin.Embeds;
using Portal.Storage.Database;
using Portal.Storage.Settings;

namespace Portal.Web;

/// <summary>Who may embed and how an embed looks by itself, as owners decided; at most some seconds old on every node.</summary>
/// <remarks>Closed until the database has been read once, and when what it says can't be read. While it is out of reach the last word holds.</remarks>
public sealed partial class EmbedSettings(PortalSettingStore settings, TimeProvider time, ILogger<EmbedSettings> logger) : BackgroundService
{
    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(2);

    private EmbedRules _current = EmbedRules.Closed;
    private string? _read;
    private bool _hasRead;

    /// <summary>What holds.</summary>
    public EmbedRules Current => Volatile.Read(ref _current);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryLookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(LookPause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await TryLookAsync(stoppingToken);
        }
    }

    private async Task TryLookAsync(CancellationToken cancellation)
    {
        try
        {
            var json = await settings.ReadAsync(EmbedRules.SettingName, cancellation);
            if (_hasRead && json == _read)
            {
                return;
            }

            var rules = json is null ? EmbedRules.Default : EmbedRules.ReadJson(json);
            if (rules is null)
            {
                LogUnreadable(EmbedRules.SettingName);
            }

            Volatile.Write(ref _current, rules ?? EmbedRules.Closed);
            (_read, _hasRead) = (json, true);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The process stops.
        }
        catch (Exception exception) when (exception is DbException or TransientStorageException or InvalidOperationException)
        {
            LogOutOfReach(exception);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Who may embed could not be read; what was read last holds.")]
    private partial void LogOutOfReach(Exception exception);

    [LoggerMessage(2, LogLevel.Error, "The setting '{Name}' is not what the portal writes; no site may embed until an owner saves it anew.")]
    private partial void LogUnreadable(string name);
}
