using Microsoft.AspNetCore.ResponseCompression;

namespace Portal.Web.Caching;

/// <summary>Compresses public answers for those who take it; operators' pages are left alone.</summary>
internal static class AnswerCompression
{
    private static readonly string[] Types =
    [
        "text/html", "text/plain", "text/csv", "application/json", "application/problem+json", "application/x-ndjson", "application/vnd.oai.openapi+json",
    ];

    public static void Add(IServiceCollection services) => services.AddResponseCompression(static options =>
    {
        // Public answers hold no secret and nothing of who asks, which is what attacks by length would be after.
        options.EnableForHttps = true;
        options.MimeTypes = Types;
    });

    /// <summary>Whether an answer may be compressed.</summary>
    public static bool IsFor(HttpContext context) =>
        ShowsLedger.IsShownBy(context.GetEndpoint()) || context.GetEndpoint()?.Metadata.GetMetadata<Compressed>() is not null;

    /// <summary>How an answer will be compressed: what a kept one depends on.</summary>
    public static KeyValuePair<string, string> EncodingOf(HttpContext context) =>
        new("encoding", context.RequestServices.GetRequiredService<IResponseCompressionProvider>().GetCompressionProvider(context)?.EncodingName ?? "identity");

    /// <summary>Marks an address that shows no ledger and is compressed all the same.</summary>
    internal sealed class Compressed
    {
        private Compressed()
        {
        }

        public static Compressed Instance { get; } = new();
    }
}
