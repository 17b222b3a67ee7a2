using System.Data.Common;
using System.Globalization;
using Microsoft.Net.Http.Headers;
using Portal.Storage.Database;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi;

/// <summary>What every answer of the API has in common: how long it holds, what it depends on, and a plain word when the database is away.</summary>
internal sealed partial class ApiAnswerFilter(ILogger<ApiAnswerFilter> logger) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var snapshot = http.RequestServices.GetRequiredService<RequestSnapshot>().Value;
        var tag = TagOf(http, snapshot);
        if (tag is not null && http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            Hold(http.Response, tag);
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        object? answer;
        try
        {
            answer = await next(context);
        }
        catch (Exception exception) when (exception is DbException or TransientStorageException)
        {
            LogOutOfReach(exception);
            http.Response.Headers.RetryAfter = "2";
            answer = Refusals.Of(http).Unavailable("The database is out of reach just now.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A program gets what it can read, also when we are at fault.
            LogFault(exception, http.Request.Path);
            answer = ApiProblems.Fault();
        }

        if (((answer as INestedHttpResult)?.Result ?? answer) is IStatusCodeHttpResult { StatusCode: >= StatusCodes.Status400BadRequest })
        {
            http.Response.Headers.CacheControl = "no-store";
        }
        else
        {
            Hold(http.Response, tag);
        }

        return answer;
    }

    private static EntityTagHeaderValue? TagOf(HttpContext http, LiveSnapshot snapshot)
    {
        var metadata = http.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<Untagged>() is not null)
        {
            return null;
        }

        if (metadata?.GetMetadata<TaggedByCheckpoint>() is null)
        {
            return new EntityTagHeaderValue($"\"{snapshot.Version}\"", isWeak: true);
        }

        return http.RequestServices.GetRequiredService<CheckpointWatch>().Newest is { } newest
            ? new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"log-{newest.Size}\""), isWeak: true)
            : null;
    }

    private static void Hold(HttpResponse response, EntityTagHeaderValue? tag)
    {
        if (tag is not null)
        {
            response.Headers.ETag = tag.ToString();
        }

        response.Headers.CacheControl = "public, max-age=1";
    }

    /// <summary>Marks an answer that changes also when the ledger does not.</summary>
    internal sealed class Untagged
    {
        private Untagged()
        {
        }

        public static Untagged Instance { get; } = new();
    }

    /// <summary>Marks an answer that changes with the newest checkpoint.</summary>
    internal sealed class TaggedByCheckpoint
    {
        private TaggedByCheckpoint()
        {
        }

        public static TaggedByCheckpoint Instance { get; } = new();
    }

    [LoggerMessage(1, LogLevel.Warning, "An answer could not be read from the database.")]
    private partial void LogOutOfReach(Exception exception);

    [LoggerMessage(2, LogLevel.Error, "{Path} could not be answered.")]
    private partial void LogFault(Exception exception, string path);
}
