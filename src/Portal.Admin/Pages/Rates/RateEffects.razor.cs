using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Admin.Rates;
using Portal.Settlement.Amounts;
using Portal.Storage.Rollups;

namespace Portal.Admin.Pages.Rates;

/// <summary>What a rate would have done with the fees of the last days.</summary>
public sealed partial class RateEffects : ComponentBase
{
    /// <summary>The days.</summary>
    [Parameter, EditorRequired]
    public required ImmutableArray<RateWindow> Windows { get; set; }

    private FeeRollupStart? Missing => Windows.Select(static window => window.MissingBefore).FirstOrDefault(static missing => missing is not null);

    private string Fees => Windows is [.., { Effect.Count: > 0 and var count } last] ? string.Create(CultureInfo.InvariantCulture, $", of which it would have decided {count:N0} in {last.Days} days") : string.Empty;

    private static string Text(RateWindow window, long units) => $"{new Money(units, window.Asset)} {window.Asset.Code}";
}
