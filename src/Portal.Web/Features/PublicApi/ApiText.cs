using System.Globalization;
using Portal.Settlement.Amounts;

namespace Portal.Web.Features.PublicApi;

/// <summary>Times and shares as every answer writes them.</summary>
internal static class ApiText
{
    private const int PpmDecimals = 6;

    /// <summary>RFC 3339, UTC, milliseconds.</summary>
    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The same of Unix time.</summary>
    public static string OfUnixMs(long unixMs) => Of(DateTimeOffset.FromUnixTimeMilliseconds(unixMs));

    /// <summary>Parts per million as a plain decimal: -123400 is <c>-0.1234</c>.</summary>
    public static string OfPpm(long ppm) => DecimalNumber.Of(ppm, PpmDecimals).ToString();

    /// <summary>Units of an asset as a decimal.</summary>
    public static string Amount(long units, Asset asset) => DecimalNumber.Format(units, asset.Scale);

    /// <summary>A sequence as a cursor.</summary>
    public static string? Cursor(long? sequence) => sequence?.ToString(CultureInfo.InvariantCulture);
}
