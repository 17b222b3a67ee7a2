using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Portal.Worker.Settling;

namespace Portal.Web.Hosting;

/// <summary>Starts the worker once this process listens: whoever takes the lease says there at which address it takes records in.</summary>
internal sealed class SettlementStart(
    SettlementWorker worker, IOptions<SettlementOptions> options, IServer server, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await worker.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = lifetime.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(stoppingToken);
        options.Value.IntakeAddress ??= server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        await worker.StartAsync(stoppingToken);

        // A worker that breaks down takes the process with it: nothing goes on as if it settled.
        await worker.ExecuteTask!;
    }
}
