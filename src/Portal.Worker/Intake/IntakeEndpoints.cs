using System.Data.Common;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Portal.Settlement;
using Portal.Storage.Database;
using Portal.Storage.Intake;
using Portal.Worker.Positions;
using Portal.Worker.Settling;
using Portal.Worker.Telemetry;

namespace Portal.Worker.Intake;

/// <summary>Where operators' engines send liquidations, fees, ADL fills, position snapshots and index prices: signed requests in, results after the commit out (contract: "Intake").</summary>
public sealed partial class IntakeEndpoints(
    IntakeQueue queue,
    IntakeKeyStore keys,
    IntakeKeyUses uses,
    PositionIntake positions,
    PriceIntake prices,
    MasterSecret master,
    IOptions<IntakeLimits> limits,
    TimeProvider time) : IDisposable
{
    /// <summary>The folder of the addresses.</summary>
    public const string Root = "/api/intake/v1";

    /// <summary>Sources with this prefix are recordings: the clock of their entries is the events' own.</summary>
    public const string ReplayPrefix = "replay:";

    private static readonly TimeSpan StandbyPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PausedPause = TimeSpan.FromSeconds(10);

    // A body that took longer to arrive is judged by the keys that hold when it is there.
    private static readonly TimeSpan KeysHold = TimeSpan.FromSeconds(1);

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
        routes.MapPost($"{Root}/adl-fills", context => TakeAsync(context, RecordKind.AdlFill)).ExcludeFromDescription();
        routes.MapPost($"{Root}/positions", TakePositionsAsync).ExcludeFromDescription();
        routes.MapPost($"{Root}/prices", TakePricesAsync).ExcludeFromDescription();
    }

    /// <inheritdoc/>
    public void Dispose() => _rates.Dispose();

    private async Task TakeAsync(HttpContext context, RecordKind kind)
    {
        if (await ReadAsync(context) is not { } request)
        {
            return;
        }

        var read = RecordReader.ReadBody(kind, request.Body, request.IsNdjson, request.Source, master, limits.Value.IntakeRecordsMax);
        if (read.Problem is { } problem)
        {
            await IntakeAnswer.RefuseAsync(context, StatusOf(problem), problem);
            return;
        }

        // From here on: who could not sign decides nothing about what is traced.
        using var trace = PortalActivities.Receive(context.Request.Headers.TraceParent, read.Value.Count);
        var submission = new IntakeSubmission(request.Source, read.Value, request.Source.StartsWith(ReplayPrefix, StringComparison.Ordinal))
        {
            IsAdmitted = true,
            Trace = trace?.Recorded is true ? trace.Context : default,
            QueuedAt = time.GetUtcNow(),
        };
        await SettleAsync(context, submission);
    }

    /// <summary>Who sends, and the body unpacked; null when the request has been refused.</summary>
    private async Task<(string Source, byte[] Body, bool IsNdjson)?> ReadAsync(HttpContext context)
    {
        if (!queue.IsOpen)
        {
            await IntakeAnswer.RefuseAsync(
                context, StatusCodes.Status503ServiceUnavailable, new Problem("standby", null, "This worker stands by; another one settles."), StandbyPause);
            return null;
        }

        if (await AuthenticateAsync(context) is not { } request)
        {
            return null;
        }

        var unpacked = await UnpackAsync(context, request.Body);
        if (unpacked.Problem is { } broken)
        {
            await IntakeAnswer.RefuseAsync(context, StatusOf(broken), broken);
            return null;
        }

        return (request.Source, unpacked.Value, IsNdjson(context.Request));
    }

    // Prices wait for nobody's lease: whoever gets them writes them, a stand-by too.
    private async Task TakePricesAsync(HttpContext context)
    {
        if (await AuthenticateAsync(context) is not { } request)
        {
            return;
        }

        var unpacked = await UnpackAsync(context, request.Body);
        var records = unpacked.Problem is { } broken ? broken : RecordReader.Split(unpacked.Value, IsNdjson(context.Request), limits.Value.IntakeRecordsMax);
        if (records.Problem is { } problem)
        {
            await IntakeAnswer.RefuseAsync(context, StatusOf(problem), problem);
            return;
        }

        try
        {
            await PriceAnswer.WriteAsync(context, await prices.TakeAsync(request.Source, records.Value, context.RequestAborted));
        }
        catch (Exception exception) when (exception is DbException or TransientStorageException)
        {
            await IntakeAnswer.RefuseAsync(
                context,
                StatusCodes.Status503ServiceUnavailable,
                new Problem("not-written", null, "The prices could not be written just now; send newer ones."),
                BusyPause);
        }
    }

    private Task<Checked<byte[]>> UnpackAsync(HttpContext context, byte[] body) => IntakeBody.UnpackAsync(
        body, context.Request.Headers.ContentEncoding.ToString(), limits.Value.IntakeBodyBytesMax, context.RequestAborted);

    private static bool IsNdjson(HttpRequest request) =>
        request.ContentType?.StartsWith("application/x-ndjson", StringComparison.OrdinalIgnoreCase) is true;

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
        var asked = time.GetTimestamp();
        var admitted = await FindKeysAsync(context, source);
        if (admitted.Count == 0 || problem is not null)
        {
            await IntakeAnswer.RefuseAsync(context, StatusCodes.Status401Unauthorized, problem ?? UnknownKey);
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

        if (time.GetElapsedTime(asked) > KeysHold)
        {
            admitted = await FindKeysAsync(context, source);
        }

        return await AdmitAsync(context, source, timestamp, body, admitted) ? (source, body) : null;
    }

    /// <summary>Whether one of the keys has signed the request and the source may send just now; if not, the request has been refused.</summary>
    private async Task<bool> AdmitAsync(HttpContext context, string source, string timestamp, byte[] body, IReadOnlyList<AdmittedKeyRow> admitted)
    {
        var (path, now) = (context.Request.PathBase + context.Request.Path, time.GetUtcNow());
        var secrets = admitted.Select(key => master.IntakeSecret(key.KeyId)).ToArray();
        var signed = IntakeSignature.Verify(secrets, timestamp, context.Request.Headers["X-Portal-Signature"].ToString(), context.Request.Method, path, body, now);
        if (signed.Problem is { } problem)
        {
            await IntakeAnswer.RefuseAsync(context, StatusCodes.Status401Unauthorized, admitted.Count == 0 ? UnknownKey : problem);
            return false;
        }

        var key = admitted[signed.Value];
        uses.Note(key.KeyId, now);
        if (key.PausedAtMs is not null)
        {
            // Said to the source alone, and before anything of the body is looked at: the sender keeps it and comes again.
            await IntakeAnswer.RefuseAsync(
                context,
                StatusCodes.Status503ServiceUnavailable,
                new Problem("paused", null, $"The source '{source}' is paused by the operator; nothing was taken. Keep the records and send them again later."),
                PausedPause);
            return false;
        }

        return true;
    }

    private async Task<IReadOnlyList<AdmittedKeyRow>> FindKeysAsync(HttpContext context, string source) =>
        source.Length is > 0 and <= 128 ? await keys.FindAdmittedAsync(source, time.GetUtcNow(), context.RequestAborted) : [];

    private static Problem UnknownKey => new("unknown-key", "X-Portal-Key", "is not a key that is in force.");

    private static int StatusOf(Problem problem) => problem.Code switch
    {
        "too-large" or "too-many-records" => StatusCodes.Status413PayloadTooLarge,
        "unknown-encoding" => StatusCodes.Status415UnsupportedMediaType,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
