using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using Portal.Settlement.Ledger;

namespace Portal.Web.Features.Liquidations;

/// <summary>The way to newer and older pages. A page is named by a sequence, so it shows the same whenever it is opened.</summary>
public sealed partial class LiquidationPager : ComponentBase
{
    /// <summary>The page of the list.</summary>
    [Parameter, EditorRequired]
    public required LiquidationsView View { get; set; }

    private string AddressOf(string direction, long sequence)
    {
        var query = View.Query;
        (string Name, string? Value)[] parts =
        [
            ("fund", query.FundId),
            ("symbol", query.Symbol),
            ("outcome", query.Outcome is { } outcome ? ChoiceText.Of(outcome) : null),
            (direction, sequence.ToString(CultureInfo.InvariantCulture)),
        ];
        var given = parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={UrlEncoder.Default.Encode(part.Value!)}");
        return $"liquidations?{string.Join('&', given)}";
    }
}
