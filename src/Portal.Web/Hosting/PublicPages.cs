using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Web.Components;
using Portal.Web.Features;

namespace Portal.Web.Hosting;

/// <summary>Registers and maps the public's pages.</summary>
internal static class PublicPages
{
    /// <summary>What pages need to be rendered, in a request or for the hub.</summary>
    public static IServiceCollection AddPublicPages(this IServiceCollection services)
    {
        services.AddRazorComponents();

        // Letters of every script go out as they are; the default writes most of them as numbers.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.TryAddSingleton<IPageViews, EmptyPageViews>();
        return services;
    }

    /// <summary>The pages and their assets.</summary>
    public static void MapPublicPages(this WebApplication app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);

        // Only addresses that ask for a sign-in look for one: a public page has no person, whoever asks for it.
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets();

        // The public root: no render mode, so no script of the framework, no cookie, nothing that forbids caching.
        app.MapRazorComponents<App>().Add(AnswerHead);
    }

    // Whoever checks links or asks whether the site is up asks for the head alone.
    private static void AnswerHead(EndpointBuilder page)
    {
        if (page.Metadata.OfType<HttpMethodMetadata>().LastOrDefault() is { } methods && !methods.HttpMethods.Contains(HttpMethods.Head))
        {
            page.Metadata.Remove(methods);
            page.Metadata.Add(new HttpMethodMetadata([.. methods.HttpMethods, HttpMethods.Head]));
        }
    }
}
