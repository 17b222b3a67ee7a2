using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Admin.Embeds;
using Portal.Web.Caching;
using Portal.Web.Features.PublicApi;
using Portal.Web.Live;

namespace Portal.Web.Features.Embeds;

/// <summary>oEmbed 1.0: what sites that know it show for a link to a fund's page.</summary>
internal static class OEmbedEndpoint
{
    /// <summary>Its address.</summary>
    public const string Path = "oembed";

    private const string FundPrefix = "/funds/";
    private const int WidthMin = 200;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapRead($"/{Path}", Answer)
            .RequireCors(PublicSite.CorsPolicy)
            .WithMetadata(ShowsLedger.Instance)
            .ExcludeFromDescription();

    private static Results<Ok<RichAnswer>, ProblemHttpResult> Answer(
        HttpContext http, RequestSnapshot request, PublicAddress address, EmbedSettings embeds, string? url, string? maxwidth, string? maxheight, string? format)
    {
        if (format is not (null or "" or "json"))
        {
            return TypedResults.Problem("There is JSON alone.", statusCode: StatusCodes.Status501NotImplemented);
        }

        var root = address.Of(http.Request);
        if (embeds.Current.Audience is EmbedAudience.Nobody || FundOf(url, new Uri(root), request.Value) is not { } fund)
        {
            return ApiProblems.NotFound("not-embeddable", "url", "There is nothing to embed for this address.");
        }

        if (!TryLimit(maxwidth, out var widthMax) || !TryLimit(maxheight, out var heightMax))
        {
            return ApiProblems.BadRequest(new Settlement.Problem("bad-size", widthMax is 0 ? "maxwidth" : "maxheight", "is a number of pixels."));
        }

        // What does not fit in full may fit compact; what does not fit at all is not there at that size.
        var isCompact = heightMax < EmbedKinds.HeightOf(EmbedKind.Balance, isCompact: false);
        var height = EmbedKinds.HeightOf(EmbedKind.Balance, isCompact);
        if (widthMax < WidthMin || heightMax < height)
        {
            return ApiProblems.NotFound("too-small", "url", string.Create(CultureInfo.InvariantCulture, $"The smallest is {WidthMin} by {height}."));
        }

        http.Response.Headers.CacheControl = "public, max-age=60";
        return TypedResults.Ok(RichAnswer.Of(fund, root, Math.Min(EmbedKinds.WidthUsual, widthMax), height, isCompact));
    }

    // Only a fund's page of this portal, whatever follows in its query.
    private static LiveFund? FundOf(string? url, Uri root, LiveSnapshot snapshot)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var asked) || asked.Authority != root.Authority || asked.Scheme is not ("http" or "https"))
        {
            return null;
        }

        var prefix = root.AbsolutePath.TrimEnd('/') + FundPrefix;
        return asked.AbsolutePath.StartsWith(prefix, StringComparison.Ordinal) ? snapshot.Find(Uri.UnescapeDataString(asked.AbsolutePath[prefix.Length..]).TrimEnd('/')) : null;
    }

    private static bool TryLimit(string? text, out int limit)
    {
        limit = int.MaxValue;
        return string.IsNullOrEmpty(text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit > 0);
    }

    /// <summary>The answer, as the specification names its parts.</summary>
    private sealed record RichAnswer(
        string Type,
        string Version,
        string Title,
        [property: JsonPropertyName("provider_name")] string ProviderName,
        [property: JsonPropertyName("provider_url")] string ProviderUrl,
        [property: JsonPropertyName("cache_age")] int CacheAge,
        string Html,
        int Width,
        int Height)
    {
        public static RichAnswer Of(LiveFund fund, string root, int width, int height, bool isCompact)
        {
            var frame = EmbedSnippet.Frame(root, EmbedKind.Balance, fund.Id, $"{fund.Policy.Name}, insurance fund", new EmbedChoices(Compact: isCompact), width);
            return new RichAnswer("rich", "1.0", $"{fund.Policy.Name}, insurance fund", "Insurance Fund Transparency Portal", $"{root}/", 3_600, frame, width, height);
        }
    }
}
