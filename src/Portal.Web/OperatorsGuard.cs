using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Portal.Admin;
using Portal.Web.Features.PublicApi;
using Portal.Web.Hosting;

namespace Portal.Web;

/// <summary>Keeps the operators' half to connections that nobody listens to and to requests that its own pages make.</summary>
/// <remarks>
/// A cookie that is <c>SameSite=Strict</c> is still sent by pages of a neighbouring host (<c>evil.exchange.example</c>), and a browser opens a WebSocket to
/// anywhere: so what changes something, and what opens a circuit, has to come from the portal's own origin.
/// </remarks>
internal sealed class OperatorsGuard(PublicAddress address, IOptions<AdminHostOptions> options)
{
    /// <summary>Operators' pages and their circuits.</summary>
    public static bool Concerns(PathString path) =>
        path.StartsWithSegments(AdminArea.Path, StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);

    /// <summary>The middleware.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        Concerns(context.Request.Path) && Refuse(context) is { } refusal ? refusal.ExecuteAsync(context) : next(context);

    private ProblemHttpResult? Refuse(HttpContext context) =>
        !IsPrivate(context)
            ? ApiProblems.Forbidden(
                "not-private",
                "Operators' pages are answered over https, or to this machine itself. If a proxy ends https, its address belongs into Portal:KnownProxies. "
                + "Portal:Admin:AllowHttp=true opens them over http.")
            : !IsOwn(context)
                ? ApiProblems.Forbidden("other-origin", $"This was sent by a page of '{context.Request.Headers.Origin}', not of the portal at '{OriginOf(context)}'.")
                : null;

    // A proxy that nobody named leaves what it forwards in the request: then what looks like this machine is the whole world.
    private bool IsPrivate(HttpContext context) =>
        context.Request.IsHttps
        || options.Value.AllowHttp
        || (context.Connection.RemoteIpAddress is var remote && (remote is null || IPAddress.IsLoopback(remote)) && !context.Request.Headers.ContainsKey("X-Forwarded-Proto"));

    private bool IsOwn(HttpContext context)
    {
        // Asked directly, not through the feature of WebSockets: the circuit's own middleware comes later.
        var opensSocket = string.Equals(context.Request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase)
            || string.Equals(context.Request.Headers[":protocol"], "websocket", StringComparison.OrdinalIgnoreCase);
        if (!opensSocket && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
        {
            return true;
        }

        // Browsers name the origin of every WebSocket and of every post; a program of one's own may leave it out of a post, and has no cookie but its own.
        var origins = context.Request.Headers.Origin;
        return origins.Count == 0 ? !opensSocket : origins.Count == 1 && string.Equals(origins[0], OriginOf(context), StringComparison.OrdinalIgnoreCase);
    }

    private string OriginOf(HttpContext context) => new Uri(address.Of(context.Request)).GetLeftPart(UriPartial.Authority);
}
