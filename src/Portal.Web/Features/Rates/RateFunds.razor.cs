using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Rates;

/// <summary>Every fund with its rates. Fragment <c>rates-funds</c>, sent whole when a fund is opened or renamed.</summary>
public sealed partial class RateFunds : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "rates-funds";

    /// <summary>The funds, in the order they were opened.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<FundRates> Funds { get; set; } = [];
}
