using Microsoft.AspNetCore.Components;
using Portal.Settlement.Funds;
using static Portal.Web.Texts.PageText;

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
                ? Text("All in {0} without a fund of their own", Policy.Asset.Code)
                : listed.Length == 0 ? Text("None by name")
                : string.Join(", ", listed);
        }
    }
}
