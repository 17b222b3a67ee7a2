using System.Globalization;
using System.Text.Encodings.Web;
using Portal.Settlement.Ledger;

namespace Portal.Web.Features.Liquidations;

/// <summary>Addresses of lists. A page is named by a liquidation beside it, so it shows the same whenever it is opened.</summary>
public static class LiquidationsAddress
{
    /// <summary>The list without anything left out.</summary>
    public const string All = "liquidations";

    /// <summary>A page of a list, relative to the base.</summary>
    public static string Of(LiquidationsQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Of(All, [.. Filters(query), ("sort", query.Order is LiquidationOrder.Newest ? null : ChoiceText.Of(query.Order)), PlaceOf(query)]);
    }

    /// <summary>Everything that a list shows on all its pages, as a file; what is sorted by draw comes newest first.</summary>
    /// <param name="query">The list.</param>
    /// <param name="ending"><c>csv</c> or <c>ndjson</c>.</param>
    public static string OfExport(LiquidationsQuery query, string ending)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Of($"api/v1/export/liquidations.{ending}", [.. Filters(query), ("sort", query.Order is LiquidationOrder.Oldest ? ChoiceText.Of(query.Order) : null)]);
    }

    /// <summary>A time as addresses and form fields have it, UTC.</summary>
    public static string? TimeText(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString(at.Value.Second == 0 ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private static (string Name, string? Value)[] Filters(LiquidationsQuery query) =>
    [
        ("fund", query.FundId),
        ("symbol", query.Symbol),
        ("side", query.Side is { } side ? ChoiceText.Of(side) : null),
        ("outcome", query.Outcome is { } outcome ? ChoiceText.Of(outcome) : null),
        ("minAmount", query.MinAmount?.ToString()),
        ("maxAmount", query.MaxAmount?.ToString()),
        ("from", TimeText(query.From)),
        ("to", TimeText(query.To)),
    ];

    // By time an address says what it shows in the words of time; by draw it follows or precedes.
    private static (string Name, string? Value) PlaceOf(LiquidationsQuery query) =>
        ((query.Order is LiquidationOrder.Newest) != query.IsBack ? "before" : "after", query.Place?.ToString(CultureInfo.InvariantCulture));

    private static string Of(string path, IEnumerable<(string Name, string? Value)> parts)
    {
        var given = string.Join('&', parts.Where(static part => part.Value is not null).Select(static part => $"{part.Name}={UrlEncoder.Default.Encode(part.Value!)}"));
        return given.Length == 0 ? path : $"{path}?{given}";
    }
}
