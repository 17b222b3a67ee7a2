using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace Portal.Web.Features.TransparencyLog;

/// <summary>A bundle of entries, compressed for whoever takes gzip: entries resemble each other a lot.</summary>
internal sealed class EntryBundleResult(byte[] bundle) : IResult
{
    private const string Gzip = "gzip";

    /// <summary>Whether the asker takes gzip.</summary>
    public static bool TakesGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(static coding =>
            coding.Value.Equals(Gzip, StringComparison.OrdinalIgnoreCase) && coding.Quality is not 0);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/octet-stream";
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        var body = bundle;
        if (TakesGzip(httpContext.Request))
        {
            response.Headers.ContentEncoding = Gzip;
            body = Compress(bundle);
        }

        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    private static byte[] Compress(byte[] bundle)
    {
        using var compressed = new MemoryStream(bundle.Length / 4);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bundle);
        }

        return compressed.ToArray();
    }
}
