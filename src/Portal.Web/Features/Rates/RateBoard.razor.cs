using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Rates;

/// <summary>What goes to a fund now, and what fees bring it. Fragment <c>rates-{fund}-board</c>.</summary>
public sealed partial class RateBoard : ComponentBase
{
    /// <summary>The fund with its rates.</summary>
    [Parameter, EditorRequired]
    public required FundRates Fund { get; set; }

    /// <summary>The fragment's id.</summary>
    public static string IdOf(string fundId) => $"rates-{fundId}-board";
}
