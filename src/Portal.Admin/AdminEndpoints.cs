using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Portal.Admin.Audit;
using Portal.Admin.Sessions;
using Portal.Admin.Shell;
using Portal.Admin.SignIn;

namespace Portal.Admin;

/// <summary>Maps the operators' half under a root of its own. Everything of it, circuits included, asks for a session unless it says otherwise.</summary>
public static class AdminEndpoints
{
    /// <summary>Maps pages and the few addresses that are no pages. Needs authorization and antiforgery in the pipeline before it.</summary>
    public static void MapPortalAdmin(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapRazorComponents<AdminRoot>()
            .AddInteractiveServerRenderMode(static options => options.ContentSecurityFrameAncestorsPolicy = null)
            .RequireAuthorization(AdminPolicy.Inside);
        var group = app.MapGroup(AdminArea.Path).AddEndpointFilter(RefuseForgeriesAsync);

        // Open to everybody, but whoever has a cookie is known: the token of a form is good for the person alone for whom it was made.
        group.MapPost("/sign-out", SignOutAsync).RequireAuthorization(AdminPolicy.Inside).AllowAnonymous();
        group.MapPost("/passkey/request-options", AskForPasskeyAsync).RequireAuthorization(AdminPolicy.Inside).AllowAnonymous();
        group.MapPost("/passkey/creation-options", AskForNewPasskeyAsync).RequireAuthorization(AdminPolicy.Inside);

        app.MapGet($"{AdminArea.Path}/audit.csv", AuditExport.CsvAsync).RequireAuthorization(AdminPolicy.Inside);
        app.MapGet($"{AdminArea.Path}/audit.ndjson", AuditExport.NdjsonAsync).RequireAuthorization(AdminPolicy.Inside);

        // Asked by an open page while somebody works in it, so that the half hour of the session begins anew.
        app.MapGet($"{AdminArea.Path}/session", static () => TypedResults.NoContent()).RequireAuthorization(AdminPolicy.Inside);
    }

    private static async ValueTask<object?> RefuseForgeriesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var antiforgery = (IAntiforgery)context.HttpContext.RequestServices.GetService(typeof(IAntiforgery))!;
        return await antiforgery.IsRequestValidAsync(context.HttpContext) ? await next(context) : TypedResults.BadRequest();
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, AdminSessions sessions, Door door)
    {
        if (await sessions.EndAsync(context) is { } person)
        {
            await door.NoteAsync(person.PersonId, person.Method, "signed-out", Visitor.Of(context), context.RequestAborted);
        }

        return TypedResults.LocalRedirect($"~{AdminArea.Path}/sign-in");
    }

    private static async Task<IResult> AskForPasskeyAsync(PasskeyDoor passkeys) => TypedResults.Content(await passkeys.AskAsync(), "application/json");

    private static async Task<IResult> AskForNewPasskeyAsync(HttpContext context, PasskeyDoor passkeys, AdminSessions sessions) =>
        await sessions.FindAsync(context.User, isActivity: true, context.RequestAborted) is { } person
            ? TypedResults.Content(await passkeys.AskForNewAsync(person), "application/json")
            : TypedResults.Unauthorized();
}
