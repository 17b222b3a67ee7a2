using Portal.Web.Components.Figures;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Liquidations;

/// <summary>Orders and sides of lists in words.</summary>
internal static class OrderText
{
    /// <summary>A list's name.</summary>
    public static string Of(LiquidationOrder order) => order switch
    {
        LiquidationOrder.Newest => Text("Liquidations, newest first"),
        LiquidationOrder.Oldest => Text("Liquidations, oldest first"),
        _ => Text("Liquidations, largest draw first"),
    };

    /// <summary>An order to choose.</summary>
    public static string Choice(LiquidationOrder order) => order switch
    {
        LiquidationOrder.Newest => Text("Newest first"),
        LiquidationOrder.Oldest => Text("Oldest first"),
        _ => Text("Largest draw first"),
    };

    /// <summary>A side to choose.</summary>
    public static string Of(ReportedSide side) => side switch
    {
        ReportedSide.Long => Text("Long"),
        ReportedSide.Short => Text("Short"),
        _ => Text("Side not reported"),
    };

    /// <summary>Where the page before and the next one lead.</summary>
    public static (string Previous, string Next) Ways(LiquidationOrder order) => order switch
    {
        LiquidationOrder.Newest => (Text("Newer"), Text("Older")),
        LiquidationOrder.Oldest => (Text("Older"), Text("Newer")),
        _ => (Text("Larger"), Text("Smaller")),
    };

    /// <summary>How far a search came.</summary>
    public static string SearchedTo(LiquidationOrder order, long sequence) => order switch
    {
        LiquidationOrder.Newest => Text("Searched back to entry {0}", FigureText.Of(sequence)),
        LiquidationOrder.Oldest => Text("Searched up to entry {0}", FigureText.Of(sequence)),
        _ => Text("Searched down to the draw of entry {0}", FigureText.Of(sequence)),
    };
}
