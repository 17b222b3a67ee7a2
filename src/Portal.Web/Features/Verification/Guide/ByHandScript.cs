using System.Net.Mime;
using System.Text;
using Portal.Web.Features.PublicApi;

namespace Portal.Web.Features.Verification.Guide;

/// <summary>The shell script that checks one entry with everyday tools: shown on the page and served, the same bytes.</summary>
internal static class ByHandScript
{
    /// <summary>Where it is served, relative to the portal.</summary>
    public const string Address = "verify/by-hand.sh";

    /// <summary>The script.</summary>
    public static string Text { get; } = Read();

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapRead($"/{Address}", static (HttpResponse response) =>
        {
            response.Headers.CacheControl = "public, max-age=300";
            return TypedResults.Text(Text, MediaTypeNames.Text.Plain, Encoding.UTF8);
        }).ExcludeFromDescription();

    private static string Read()
    {
        using var stream = typeof(ByHandScript).Assembly.GetManifestResourceStream("by-hand.sh")
            ?? throw new InvalidOperationException("The program was built without by-hand.sh.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
