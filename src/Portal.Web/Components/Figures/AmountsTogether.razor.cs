using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Portal.Settlement.Amounts;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Components.Figures;

/// <summary>Amounts of several assets in one place: one as it is, several in dollars where all have a price, else side by side.</summary>
public sealed partial class AmountsTogether : ComponentBase
{
    /// <summary>The amounts, each asset once, the weightiest first.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<Money> Amounts { get; set; } = [];

    /// <summary>What they are worth together; null where one of them has no price.</summary>
    [Parameter]
    public Dollars? Dollars { get; set; }

    /// <summary>What stands here when there is nothing.</summary>
    [Parameter, EditorRequired]
    public required string None { get; set; }

    private const int ShownMax = 3;

    private string Rest => Dollars is null
        ? Text("and {0} more assets", Amounts.Length - ShownMax)
        : string.Join(" · ", Amounts.Take(ShownMax).Select(static amount => $"{FigureText.Brief(amount)} {amount.Asset.Code}"))
            + (Amounts.Length > ShownMax ? $" · {Text("{0} more", Amounts.Length - ShownMax)}" : string.Empty);
}
