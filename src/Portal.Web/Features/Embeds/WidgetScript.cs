using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Portal.Web.Features.Embeds;

/// <summary>The script that other sites load, at an address that never changes.</summary>
internal sealed class WidgetScript
{
    private const string Path = $"/{EmbedKinds.Root}/widget.js";
    private const string AssetPath = "assets/widget.js";

    private readonly byte[] _plain;
    private readonly byte[] _packed;
    private readonly string _tag;

    private WidgetScript(byte[] plain)
    {
        _plain = plain;
        _tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(plain))[..32]}\"";
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(plain);
        }

        _packed = packed.ToArray();
    }

    public static void Map(WebApplication app)
    {
        var script = new Lazy<WidgetScript?>(() => Read(app.Environment.WebRootFileProvider));
        app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], (HttpContext http) => (IResult?)script.Value?.Answer(http) ?? TypedResults.NotFound())
            .RequireCors(PublicSite.CorsPolicy)
            .ExcludeFromDescription();
    }

    private static WidgetScript? Read(Microsoft.Extensions.FileProviders.IFileProvider files)
    {
        var file = files.GetFileInfo(AssetPath);
        if (!file.Exists)
        {
            return null;
        }

        using var content = file.CreateReadStream();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return new WidgetScript(bytes.ToArray());
    }

    private FileContentHttpResult Answer(HttpContext http)
    {
        var headers = http.Response.Headers;

        // An hour: a fault in it must not live on in other sites for a day.
        headers.CacheControl = "public, max-age=3600, stale-while-revalidate=86400";
        headers.Vary = "Accept-Encoding";
        var isPacked = http.Request.GetTypedHeaders().AcceptEncoding.Any(static one => one.Value == "gzip" && one.Quality is not 0);
        if (isPacked)
        {
            headers.ContentEncoding = "gzip";
        }

        var tag = isPacked ? $"\"{_tag.Trim('"')}-gzip\"" : _tag;
        return TypedResults.Bytes(isPacked ? _packed : _plain, "text/javascript; charset=utf-8", entityTag: new EntityTagHeaderValue(tag));
    }
}
