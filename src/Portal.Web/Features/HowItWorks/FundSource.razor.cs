using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.HowItWorks;

/// <summary>What changed one fund in the last 24 hours, by reason. Fragment <c>guide-{fund}-sources</c>.</summary>
public sealed partial class FundSource : ComponentBase
{
    /// <summary>The fund.</summary>
    [Parameter, EditorRequired]
    public required FundInShort Fund { get; set; }

    /// <summary>The fragment's id.</summary>
    public static string IdOf(string fundId) => $"guide-{fundId}-sources";
}
