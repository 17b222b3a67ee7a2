using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Portal.Settlement;
using Portal.Web.Caching;
using Portal.Web.Live;
using Portal.Web.Live.Streams;

namespace Portal.Web.Features.PublicApi;

/// <summary>The event stream: what the hub says, for whoever speaks plain HTTP.</summary>
internal static class StreamEndpoint
{
    /// <summary>The kind of answer.</summary>
    public const string ContentType = "text/event-stream";

    private const string RetryAfterSeconds = "10";

    private static readonly TimeSpan CatchUpMax = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CatchUpPause = TimeSpan.FromMilliseconds(25);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet($"{ApiAddresses.Root}/stream", OpenAsync)
            .WithTags("Public API")
            .RequireCors(PublicSite.CorsPolicy)
            .WithMetadata(ShowsLedger.AsLongAsItTakes)
            .WithSummary("Changes as they happen, as server-sent events")
            .WithDescription(
                "topics names what to follow, separated by commas: funds, funds:{id}, liquidations, liquidations:{fund}, adl, rates, log. "
                + "The first event is Snapshot, with everything as it stands; then FundsChanged, LiquidationsSettled, AdlChanged, RatesChanged and CheckpointPublished, "
                + "each the message that the hub has by that name. An event's id is the ledger sequence up to which everything was sent: a client that names it in "
                + "Last-Event-ID (browsers do so by themselves) or lastEventId gets what it missed, or a Snapshot when that is more than 500 entries. "
                + "A comment comes every 15 seconds. Who does not read is disconnected.")
            .Produces<string>(StatusCodes.Status200OK, ContentType)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static Results<StreamResult, ProblemHttpResult> OpenAsync(
        HttpContext http,
        SubscriptionAnswers answers,
        AddressConnections connections,
        RefusalLog refusals,
        IOptions<HubLimits> limits,
        string? topics = null,
        string? lastEventId = null,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventIdHeader = null)
    {
        var query = new ApiQuery();

        // A browser that comes back by itself says in the header where it was; the address still says where it began.
        var from = query.Number("lastEventId", string.IsNullOrEmpty(lastEventIdHeader) ? lastEventId : lastEventIdHeader);
        var asked = query.Topics(topics, limits.Value.TopicsPerConnection, answers);
        if (query.Problem is { } problem)
        {
            return ApiProblems.BadRequest(problem);
        }

        var address = VisitorAddress.Of(http);
        if (!connections.TryTake(address))
        {
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
            return ApiProblems.TooMany("connections");
        }

        return new StreamResult(asked, from, () => connections.Release(address), () => refusals.Note(address, "event streams that are not read"));
    }

    /// <summary>Sends events until the reader goes or the server stops.</summary>
    private sealed class StreamResult(IReadOnlyList<TopicName> topics, long? from, Action release, Action noteSlow) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            try
            {
                var services = httpContext.RequestServices;
                using var end = CancellationTokenSource.CreateLinkedTokenSource(
                    httpContext.RequestAborted, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
                await SendAsync(httpContext, services, end.Token);
            }
            catch (OperationCanceledException)
            {
                // The reader went, or the server stops: a stream has no other end.
            }
            finally
            {
                release();
            }
        }

        private async Task SendAsync(HttpContext http, IServiceProvider services, CancellationToken end)
        {
            var followers = services.GetRequiredService<StreamFollowers>();
            await CatchUpAsync(followers, services.GetRequiredService<TimeProvider>(), end);
            var connection = new StreamConnection(topics, () =>
            {
                noteSlow();
                http.Abort();
            });
            var beginning = followers.Join(connection);
            try
            {
                http.Response.ContentType = ContentType;
                http.Response.Headers.CacheControl = "no-store, no-transform";

                // Some proxies keep an answer until it is complete, unless they are told.
                http.Response.Headers["X-Accel-Buffering"] = "no";
                http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

                var answer = await services.GetRequiredService<SubscriptionAnswers>().AnswerAsync(topics, from, beginning);
                var writer = services.GetRequiredService<StreamBeat>().NewWriter();
                await writer.BeginAsync(answer, from ?? 0);
                await http.Response.BodyWriter.WriteAsync("retry: 3000\n"u8.ToArray(), end);
                await http.Response.BodyWriter.WriteAsync(StreamEvent.Join(writer.Written, from ?? 0), end);
                await http.Response.BodyWriter.WriteAsync(StreamEvent.Heartbeat(answer.Sequence), end);
                await connection.SendAsync(http.Response.BodyWriter, end);
            }
            finally
            {
                followers.Leave(connection);
            }
        }

        // Another node, which the reader came from, may be a moment ahead of this one.
        private async Task CatchUpAsync(StreamFollowers followers, TimeProvider time, CancellationToken end)
        {
            var begin = time.GetTimestamp();
            while (followers.Told.Sequence < from && time.GetElapsedTime(begin) < CatchUpMax)
            {
                await Task.Delay(CatchUpPause, time, end);
            }
        }
    }
}
