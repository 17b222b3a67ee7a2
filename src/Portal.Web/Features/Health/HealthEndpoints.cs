using System.Data.Common;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Portal.Storage.Database;
using Portal.Storage.Ledger;
using Portal.Storage.Schema;
using Portal.Storage.TransparencyLog;
using Portal.Web.Hosting;
using Portal.Web.Live;
using Portal.Worker;
using Portal.Worker.Settling;

namespace Portal.Web.Features.Health;

/// <summary>What load balancers and supervisors ask: <c>/healthz</c>, whether the process runs; <c>/readyz</c>, whether it should get requests.</summary>
/// <remarks>
/// Unready is only what another node may do better: a database that this one can't reach, figures that are old, a schema that it would misread. A log
/// that is late or a stand-by is said and changes nothing: taking every node out would only hide it.
/// </remarks>
internal static class HealthEndpoints
{
    private const long LagEntriesMax = 50_000;
    private static readonly TimeSpan CheckpointLateAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(3);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", static () => TypedResults.Ok(new HealthAnswer("healthy"))).ExcludeFromDescription();
        routes.MapGet("/readyz", ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(
        HttpContext context, LedgerStore ledger, LogStore log, SchemaMigration schema, TimeProvider time, CancellationToken cancellation)
    {
        var live = context.RequestServices.GetService<LiveState>();
        var stored = await ReadAsync(ledger, log, schema, time, cancellation);
        var shown = live?.Current;
        var lag = stored is null || shown is null ? (long?)null : Math.Max(0, stored.Head.Sequence - shown.Sequence);
        var isReady = stored is not null
            && stored.Schema <= schema.KnownVersion
            && (live is null || (shown!.IsLoaded && !live.IsStale && lag <= LagEntriesMax));
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(
            new ReadyAnswer(
                isReady ? "ready" : "unready",
                stored is not null,
                stored is null ? null : new SchemaAnswer(stored.Schema, schema.KnownVersion),
                shown?.Sequence,
                lag,
                IsStandby(context.RequestServices),
                shown?.StoppedSince,
                stored is null ? null : CheckpointOf(stored, time.GetUtcNow())),
            statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Stored?> ReadAsync(LedgerStore ledger, LogStore log, SchemaMigration schema, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            return await ReadAllAsync().WaitAsync(PatienceMax, time, cancellation);
        }
        catch (Exception exception) when (exception is DbException or TransientStorageException or TimeoutException or InvalidOperationException)
        {
            return null;
        }

        // The checkpoint before the head, so that it never covers what is not there.
        async Task<Stored> ReadAllAsync() => new(
            await schema.ReadVersionAsync(cancellation), await log.ReadCheckpointAsync(cancellation), await ledger.ReadHeadAsync(cancellation));
    }

    private static CheckpointAnswer CheckpointOf(Stored stored, DateTimeOffset now)
    {
        var uncovered = Math.Max(0, stored.Head.Sequence - (stored.Checkpoint?.Size ?? 0));
        var age = stored.Checkpoint is { } checkpoint ? Math.Max(0, (now.ToUnixTimeMilliseconds() - checkpoint.SignedAtMs) / 1_000) : (long?)null;
        return new CheckpointAnswer(stored.Checkpoint?.Size ?? 0, age, uncovered, IsLate(age, uncovered));
    }

    // A ledger that stands still needs no newer checkpoint, however old the last one is.
    private static bool IsLate(long? ageSeconds, long uncovered) => uncovered > 0 && (ageSeconds is null || ageSeconds > CheckpointLateAfter.TotalSeconds);

    // Only a worker can stand by: one that does not hold the lease takes nothing in.
    private static bool? IsStandby(IServiceProvider services) =>
        services.GetService<IOptions<PortalOptions>>()?.Value.RoleFlags.HasFlag(PortalRoles.Worker) is true && services.GetService<IntakeQueue>() is { } queue
            ? !queue.IsOpen
            : null;

    private sealed record Stored(int Schema, LogCheckpointRow? Checkpoint, LedgerHead Head);
}

/// <summary>Whether the process runs.</summary>
/// <param name="Status"><c>healthy</c>.</param>
internal sealed record HealthAnswer(string Status);

/// <summary>Whether the process should get requests.</summary>
/// <param name="Status"><c>ready</c> or <c>unready</c>.</param>
/// <param name="Database">Whether the database answers.</param>
/// <param name="Schema">Its schema; absent when it does not answer.</param>
/// <param name="Sequence">The last entry shown; absent in a process that shows nothing.</param>
/// <param name="LagEntries">Entries committed and not shown yet.</param>
/// <param name="Standby">Whether another worker settles; absent in a process that is no worker.</param>
/// <param name="StoppedSince">Since when nobody settles; absent while all is well, and in a process that shows nothing.</param>
/// <param name="Checkpoint">The newest checkpoint; absent when the database does not answer.</param>
internal sealed record ReadyAnswer(
    string Status,
    bool Database,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SchemaAnswer? Schema,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Sequence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? LagEntries,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Standby,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? StoppedSince,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CheckpointAnswer? Checkpoint);

/// <summary>The schema.</summary>
/// <param name="Found">Of the database.</param>
/// <param name="Known">The newest that this program knows. A database that is newer makes it unready.</param>
internal sealed record SchemaAnswer(int Found, int Known);

/// <summary>The newest checkpoint of the log.</summary>
/// <param name="Size">How many entries it covers.</param>
/// <param name="AgeSeconds">Since it was signed; absent before the first.</param>
/// <param name="UncoveredEntries">Entries that it does not cover.</param>
/// <param name="Late">Whether it leaves entries uncovered for longer than half a minute.</param>
internal sealed record CheckpointAnswer(
    long Size, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? AgeSeconds, long UncoveredEntries, bool Late);
