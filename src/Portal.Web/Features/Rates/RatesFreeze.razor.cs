using Microsoft.AspNetCore.Components;
using Portal.Settlement.Ledger;

namespace Portal.Web.Features.Rates;

/// <summary>Says that everything is frozen, or keeps the place where that is said. Fragment <c>rates-freeze</c>.</summary>
public sealed partial class RatesFreeze : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "rates-freeze";

    /// <summary>The freeze in force; null while nothing is frozen.</summary>
    [Parameter]
    public FreezeInForce? Freeze { get; set; }
}
