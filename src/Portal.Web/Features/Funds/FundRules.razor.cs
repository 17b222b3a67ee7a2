using Microsoft.AspNetCore.Components;
using Portal.Settlement.Funds;

namespace Portal.Web.Features.Funds;

/// <summary>The policy a fund works by. Fragment <c>fund-rules</c>.</summary>
public sealed partial class FundRules : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "fund-rules";

    /// <summary>The policy in force.</summary>
    [Parameter, EditorRequired]
    public required FundPolicy Policy { get; set; }

    private string Contracts
    {
        get
        {
            var listed = Policy.Symbols.Where(static symbol => symbol != FundPolicy.AllOtherSymbols).ToArray();
            return Policy.Symbols.Contains(FundPolicy.AllOtherSymbols)
                ? $"All in {Policy.Asset.Code} without a fund of their own"
                : listed.Length == 0 ? "None by name"
                : string.Join(", ", listed);
        }
    }
}
