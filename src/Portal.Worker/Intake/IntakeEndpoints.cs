using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Portal.Settlement;
using Portal.Storage.Intake;
using Portal.Worker.Settling;
using Portal.Worker.Telemetry;

namespace Portal.Worker.Intake;

/// <summary>Where operators' engines send liquidations and fees: signed requests in, results after the commit out (contract: "Intake").</summary>
public sealed class IntakeEndpoints(
    IntakeQueue queue, IntakeKeyStore keys, MasterSecret master, IOptions<IntakeLimits> limits, TimeProvider time) : IDisposable
{
    /// <summary>The folder of the addresses.</summary>
    public const string Root = "/api/intake/v1";

    /// <summary>Sources with this prefix are recordings: the clock of their entries is the events' own.</summary>
    public const string ReplayPrefix = "replay:";

    private static readonly TimeSpan StandbyPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<string> _rates = PartitionedRateLimiter.Create<string, string>(source =>
        RateLimitPartition.GetTokenBucketLimiter(source, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 2 * limits.Value.IntakeRequestsPerSecond,
            TokensPerPeriod = Math.Max(1, limits.Value.IntakeRequestsPerSecond / 10),
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
            QueueLimit = 0,
        }));

    /// <summary>Maps the addresses.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost($"{Root}/liquidations", context => TakeAsync(context, RecordKind.Liquidation)).ExcludeFromDescription();
        routes.MapPost($"{Root}/fees", context => TakeAsync(context, RecordKind.Fee)).ExcludeFromDescription();
    }

    /// <inheritdoc/>
    public void Dispose() => _rates.Dispose();

    private async Task TakeAsync(HttpContext context, RecordKind kind)
    {
        if (!queue.IsOpen)
        {
            await IntakeAnswer.RefuseAsync(
                context, StatusCodes.Status503ServiceUnavailable, new Problem("standby", null, "This worker stands by; another one settles."), StandbyPause);
            return;
        }

        if (await AuthenticateAsync(context) is not { } request)
        {
            return;
        }

        var unpacked = await IntakeBody.UnpackAsync(
            request.Body, context.Request.Headers.ContentEncoding.ToString(), limits.Value.IntakeBodyBytesMax, context.RequestAborted);
        var isNdjson = context.Request.ContentType?.StartsWith("application/x-ndjson", StringComparison.OrdinalIgnoreCase) is true;
        var read = unpacked.Problem is { } broken
            ? broken
            : RecordReader.ReadBody(kind, unpacked.Value, isNdjson, request.Source, master, limits.Value.IntakeRecordsMax);
        if (read.Problem is { } problem)
        {
            await IntakeAnswer.RefuseAsync(context, StatusOf(problem), problem);
            return;
        }

        // From here on: who could not sign decides nothing about what is traced.
        using var trace = PortalActivities.Receive(context.Request.Headers.TraceParent, read.Value.Count);
        var submission = new IntakeSubmission(request.Source, read.Value, request.Source.StartsWith(ReplayPrefix, StringComparison.Ordinal))
        {
            Trace = trace?.Recorded is true ? trace.Context : default,
            QueuedAt = time.GetUtcNow(),
        };
        await SettleAsync(context, submission);
    }

    private async Task SettleAsync(HttpContext context, IntakeSubmission submission)
    {
        if (submission.Records.Count == 0)
        {
            await IntakeAnswer.WriteAsync(context, []);
            return;
        }

        if (!queue.TryEnqueue(submission))
        {
            await IntakeAnswer.RefuseAsync(
                context, StatusCodes.Status503ServiceUnavailable, new Problem("busy", null, "The queue is full; nothing was taken."), BusyPause);
            return;
        }

        try
        {
            await IntakeAnswer.WriteAsync(context, await submission.Settled.WaitAsync(limits.Value.IntakeAnswerMax, time, context.RequestAborted));
        }
        catch (Exception exception) when (exception is NotSettledException or TimeoutException)
        {
            await IntakeAnswer.RefuseAsync(
                context,
                StatusCodes.Status503ServiceUnavailable,
                new Problem("not-settled", null, "The records could not be settled in time; send them again, which is safe."),
                StandbyPause);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The sender went away; what it sent is settled all the same, and its next attempt finds it so.
        }
    }

    /// <summary>Who sends, and the body as sent; null when the request has been refused.</summary>
    private async Task<(string Source, byte[] Body)?> AuthenticateAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var source = headers["X-Portal-Key"].ToString();
        var timestamp = headers["X-Portal-Timestamp"].ToString();
        var problem = IntakeSignature.CheckTimestamp(timestamp, time.GetUtcNow());
        var key = source.Length is > 0 and <= 128 ? await keys.FindActiveAsync(source, context.RequestAborted) : null;
        if (key is null || problem is not null)
        {
            await IntakeAnswer.RefuseAsync(
                context, StatusCodes.Status401Unauthorized, problem ?? new Problem("unknown-key", "X-Portal-Key", "is not a key that is in force."));
            return null;
        }

        using var lease = _rates.AttemptAcquire(source);
        if (!lease.IsAcquired)
        {
            await IntakeAnswer.RefuseAsync(
                context, StatusCodes.Status429TooManyRequests, new Problem("too-often", null, "This source comes too often; send larger batches."), BusyPause);
            return null;
        }

        if (await IntakeBody.ReadAsync(context.Request, limits.Value.IntakeBodyBytesMax, context.RequestAborted) is not { } body)
        {
            await IntakeAnswer.RefuseAsync(
                context,
                StatusCodes.Status413PayloadTooLarge,
                new Problem("too-large", null, string.Create(CultureInfo.InvariantCulture, $"The body is larger than {limits.Value.IntakeBodyBytesMax} bytes.")));
            return null;
        }

        var path = context.Request.PathBase + context.Request.Path;
        problem = IntakeSignature.Verify(
            master.IntakeSecret(key.KeyId), timestamp, headers["X-Portal-Signature"].ToString(), context.Request.Method, path, body, time.GetUtcNow());
        if (problem is not null)
        {
            await IntakeAnswer.RefuseAsync(context, StatusCodes.Status401Unauthorized, problem);
            return null;
        }

        return (source, body);
    }

    private static int StatusOf(Problem problem) => problem.Code switch
    {
        "too-large" or "too-many-records" => StatusCodes.Status413PayloadTooLarge,
        "unknown-encoding" => StatusCodes.Status415UnsupportedMediaType,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
