using Microsoft.AspNetCore.Components;
using Portal.Web.Components.Figures;
using Portal.Web.Components.Liquidations;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Liquidations;

/// <summary>What a list is narrowed to, each with the way to the list without it.</summary>
public sealed partial class LiquidationChips : ComponentBase
{
    /// <summary>The page of the list.</summary>
    [Parameter, EditorRequired]
    public required LiquidationsView View { get; set; }

    private IEnumerable<(string Words, LiquidationsQuery Without)> Chips
    {
        get
        {
            // A place belongs to the list that it was found in.
            var query = View.Query with { Place = null, IsBack = false };
            (string? Words, LiquidationsQuery Without)[] all =
            [
                (query.FundId is { } fund ? View.Funds.FirstOrDefault(choice => choice.Id == fund)?.Name ?? fund : null, query with { FundId = null, Order = OrderWithoutFund }),
                (query.Symbol, query with { Symbol = null }),
                (query.Side is { } side ? OrderText.Of(side) : null, query with { Side = null }),
                (query.Outcome is { } outcome ? OutcomeText.Of(outcome) : null, query with { Outcome = null }),
                (query.MinAmount is { } least ? Text("At least {0}", FigureText.Of(least)) : null, query with { MinAmount = null }),
                (query.MaxAmount is { } most ? Text("At most {0}", FigureText.Of(most)) : null, query with { MaxAmount = null }),
                (query.From is not null ? Text("From {0}", TimeWords(query.From)) : null, query with { From = null }),
                (query.To is not null ? Text("Before {0}", TimeWords(query.To)) : null, query with { To = null }),
                (query.Order is LiquidationOrder.Newest ? null : OrderText.Choice(query.Order), query with { Order = LiquidationOrder.Newest }),
            ];
            return all.Where(static chip => chip.Words is not null).Select(static chip => (chip.Words!, chip.Without));
        }
    }

    // Draws of all funds together are in no order.
    private LiquidationOrder OrderWithoutFund => View.Query.Order is LiquidationOrder.Draw ? LiquidationOrder.Newest : View.Query.Order;

    private static string TimeWords(DateTimeOffset? at) => $"{LiquidationsAddress.TimeText(at)!.Replace('T', ' ')} UTC";
}
