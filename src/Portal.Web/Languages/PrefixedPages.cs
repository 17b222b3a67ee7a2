using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing.Matching;
using Portal.Web.Caching;
using Portal.Web.Components;
using Portal.Web.Features.Embeds;

namespace Portal.Web.Languages;

/// <summary>Under a language's prefix there are the public's pages and nothing else: one address each for assets, the API, widgets and all the rest.</summary>
internal sealed class PrefixedPages : MatcherPolicy, IEndpointSelectorPolicy
{
    /// <inheritdoc/>
    public override int Order => 10_000;

    /// <inheritdoc/>
    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return endpoints.Any(static endpoint => !IsFoundOn(endpoint));
    }

    /// <inheritdoc/>
    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        ArgumentNullException.ThrowIfNull(candidates);
        for (var index = 0; LanguagePrefix.IsOn(httpContext) && index < candidates.Count; index++)
        {
            candidates.SetValidity(index, candidates.IsValidCandidate(index) && IsFoundOn(candidates[index].Endpoint));
        }

        return Task.CompletedTask;
    }

    /// <summary>Whether an address is a page that there is in every language.</summary>
    public static bool HasLanguages(Endpoint endpoint) =>
        ShowsLedger.IsPublicPage(endpoint) && PageOf(endpoint) != typeof(EmbedPage);

    // Nobody links to the page that stands in for one that failed, but it has to speak that page's language.
    private static bool IsFoundOn(Endpoint endpoint) => HasLanguages(endpoint) || PageOf(endpoint) == typeof(ErrorPage);

    private static Type? PageOf(Endpoint endpoint) => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;
}
