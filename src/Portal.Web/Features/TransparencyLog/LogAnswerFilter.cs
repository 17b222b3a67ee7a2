using System.Data.Common;
using Portal.Storage.Database;
using Portal.Web.Features.PublicApi;

namespace Portal.Web.Features.TransparencyLog;

/// <summary>A plain word when the database is away; what is not there is never kept.</summary>
internal sealed partial class LogAnswerFilter(ILogger<LogAnswerFilter> logger) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.CacheControl = "no-store";
        try
        {
            return await next(context);
        }
        catch (Exception exception) when (exception is DbException or TransientStorageException)
        {
            LogOutOfReach(exception);
            headers.RetryAfter = "2";
            return ApiProblems.Unavailable("The database is out of reach just now.");
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A piece of the log could not be read from the database.")]
    private partial void LogOutOfReach(Exception exception);
}
