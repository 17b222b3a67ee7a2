using System.Net;

namespace Portal.Web;

/// <summary>What every answer says to the browser: nothing from elsewhere, nothing inline, no guessing of types, and no frames but those of embeds.</summary>
internal sealed class SecurityHeaders(EmbedSettings embeds)
{
    /// <summary>What may be shown in a frame begins with it. The page where widgets are put together does not.</summary>
    private const string EmbedPath = "/embed/v1";

    /// <summary>What other sites' pages load begins with it.</summary>
    private const string BadgePath = "/badge";

    // A widget loads its own script and style and reads the event stream; it needs nothing else.
    private const string WidgetPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'self'; form-action 'none'";

    private const string CommonPolicy = "default-src 'self'; base-uri 'self'; object-src 'none'; form-action 'self'; img-src 'self' data:";

    private const string PlainPolicy = $"{CommonPolicy}; frame-ancestors 'none'";

    // The interactive reference sets styles as it goes; its scripts are files like everybody's.
    private const string ReferencePolicy = $"{PlainPolicy}; style-src 'self' 'unsafe-inline'";

    private const string Policy = $"{PlainPolicy}; upgrade-insecure-requests";

    // The component library places its pop-ups and sizes its columns by style attributes; style elements and scripts stay shut out.
    private const string PlainAdminPolicy = $"{PlainPolicy}; style-src-attr 'unsafe-inline'";

    private const string AdminPolicy = $"{Policy}; style-src-attr 'unsafe-inline'";

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        Set(context);

        // What breaks begins its answer anew, and would begin it bare.
        context.Response.OnStarting(
            static state =>
            {
                var (headers, context) = ((SecurityHeaders, HttpContext))state;
                if (context.Response.Headers.XContentTypeOptions.Count == 0)
                {
                    headers.Set(context);
                }

                return Task.CompletedTask;
            },
            (this, context));
        return next(context);
    }

    private void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        var isAdmin = OperatorsGuard.Concerns(context.Request.Path);
        headers.ContentSecurityPolicy = (isAdmin, context.Request.IsHttps) switch
        {
            _ when IsEmbed(context.Request.Path) => EmbedPolicy(context.Request.IsHttps),
            _ when context.Request.Path.StartsWithSegments($"/{PublicSite.ApiReference}", StringComparison.OrdinalIgnoreCase) => ReferencePolicy,
            (false, false) => PlainPolicy,
            (false, true) => Policy,
            (true, false) => PlainAdminPolicy,
            (true, true) => AdminPolicy,
        };
        if (IsEmbed(context.Request.Path) || context.Request.Path.StartsWithSegments(BadgePath, StringComparison.OrdinalIgnoreCase))
        {
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        }

        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = isAdmin ? "same-origin" : "strict-origin-when-cross-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (context.Request.IsHttps && !IPAddress.TryParse(context.Request.Host.Host, out _) && context.Request.Host.Host != "localhost")
        {
            // A year, for this host alone: what runs beside it under other names is not the portal's to decide.
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        if (isAdmin)
        {
            headers.CacheControl = "no-store";
        }
    }

    // The rules hold checked values alone, whoever wrote the setting.
    private string EmbedPolicy(bool isHttps) =>
        $"{WidgetPolicy}; frame-ancestors {embeds.Current.FrameAncestors}{(isHttps ? "; upgrade-insecure-requests" : null)}";

    private static bool IsEmbed(PathString path) => path.StartsWithSegments(EmbedPath, StringComparison.OrdinalIgnoreCase);
}
