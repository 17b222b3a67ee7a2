using System.Data.Common;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Portal.Storage.Database;
using Portal.Storage.Ledger;
using Portal.Web.Hosting;
using Portal.Web.Live;
using Portal.Worker;
using Portal.Worker.Settling;

namespace Portal.Web.Features.Health;

/// <summary>What load balancers and supervisors ask: <c>/healthz</c>, whether the process runs; <c>/readyz</c>, whether it should get requests.</summary>
internal static class HealthEndpoints
{
    private const long LagEntriesMax = 50_000;
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(3);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", static () => TypedResults.Ok(new HealthAnswer("healthy"))).ExcludeFromDescription();
        routes.MapGet("/readyz", ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(HttpContext context, LedgerStore ledger, TimeProvider time, CancellationToken cancellation)
    {
        var live = context.RequestServices.GetService<LiveState>();
        var head = await ReadHeadAsync(ledger, time, cancellation);
        var shown = live?.Current;
        var lag = head is null || shown is null ? (long?)null : Math.Max(0, head.Sequence - shown.Sequence);
        var isReady = head is not null && (live is null || (shown!.IsLoaded && !live.IsStale && lag <= LagEntriesMax));
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(
            new ReadyAnswer(isReady ? "ready" : "unready", head is not null, shown?.Sequence, lag, IsStandby(context.RequestServices)),
            statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<LedgerHead?> ReadHeadAsync(LedgerStore ledger, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            return await ledger.ReadHeadAsync(cancellation).WaitAsync(PatienceMax, time, cancellation);
        }
        catch (Exception exception) when (exception is DbException or TransientStorageException or TimeoutException or InvalidOperationException)
        {
            return null;
        }
    }

    // Only a worker can stand by: one that does not hold the lease takes nothing in.
    private static bool? IsStandby(IServiceProvider services) =>
        services.GetService<IOptions<PortalOptions>>()?.Value.RoleFlags.HasFlag(PortalRoles.Worker) is true && services.GetService<IntakeQueue>() is { } queue
            ? !queue.IsOpen
            : null;
}

/// <summary>Whether the process runs.</summary>
/// <param name="Status"><c>healthy</c>.</param>
internal sealed record HealthAnswer(string Status);

/// <summary>Whether the process should get requests.</summary>
/// <param name="Status"><c>ready</c> or <c>unready</c>.</param>
/// <param name="Database">Whether the database answers.</param>
/// <param name="Sequence">The last entry shown; absent in a process that shows nothing.</param>
/// <param name="LagEntries">Entries committed and not shown yet.</param>
/// <param name="Standby">Whether another worker settles; absent in a process that is no worker.</param>
internal sealed record ReadyAnswer(
    string Status,
    bool Database,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Sequence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? LagEntries,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Standby);
