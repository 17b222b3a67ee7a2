using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Rates;

/// <summary>Rates that hold no more or never did. Fragment <c>rates-{fund}-past</c>.</summary>
public sealed partial class RatesPast : ComponentBase
{
    /// <summary>The fund with its rates.</summary>
    [Parameter, EditorRequired]
    public required FundRates Fund { get; set; }

    /// <summary>The fragment's id.</summary>
    public static string IdOf(string fundId) => $"rates-{fundId}-past";
}
