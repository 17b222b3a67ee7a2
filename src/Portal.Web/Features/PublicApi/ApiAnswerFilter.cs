using System.Data.Common;
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
        var isTagged = http.GetEndpoint()?.Metadata.GetMetadata<Untagged>() is null;
        var tag = new EntityTagHeaderValue($"\"{snapshot.Version}\"", isWeak: true);
        if (isTagged && http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
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

        if (((answer as INestedHttpResult)?.Result ?? answer) is IStatusCodeHttpResult { StatusCode: >= StatusCodes.Status400BadRequest })
        {
            http.Response.Headers.CacheControl = "no-store";
        }
        else
        {
            Hold(http.Response, isTagged ? tag : null);
        }

        return answer;
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

    [LoggerMessage(1, LogLevel.Warning, "An answer could not be read from the database.")]
    private partial void LogOutOfReach(Exception exception);
}
