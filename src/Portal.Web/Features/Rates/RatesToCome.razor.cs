using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Rates;

/// <summary>Rates that take effect later. Fragment <c>rates-{fund}-to-come</c>.</summary>
public sealed partial class RatesToCome : ComponentBase
{
    /// <summary>The fund with its rates.</summary>
    [Parameter, EditorRequired]
    public required FundRates Fund { get; set; }

    /// <summary>The fragment's id.</summary>
    public static string IdOf(string fundId) => $"rates-{fundId}-to-come";
}
