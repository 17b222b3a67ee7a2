namespace Portal.Web.Features.Liquidations;

/// <summary>Orders and sides of lists in words.</summary>
internal static class OrderText
{
    /// <summary>A list's name.</summary>
    public static string Of(LiquidationOrder order) => order switch
    {
        LiquidationOrder.Newest => "Liquidations, newest first",
        LiquidationOrder.Oldest => "Liquidations, oldest first",
        _ => "Liquidations, largest draw first",
    };

    /// <summary>An order to choose.</summary>
    public static string Choice(LiquidationOrder order) => order switch
    {
        LiquidationOrder.Newest => "Newest first",
        LiquidationOrder.Oldest => "Oldest first",
        _ => "Largest draw first",
    };

    /// <summary>A side to choose.</summary>
    public static string Of(ReportedSide side) => side switch
    {
        ReportedSide.Long => "Long",
        ReportedSide.Short => "Short",
        _ => "Side not reported",
    };

    /// <summary>Where the page before and the next one lead.</summary>
    public static (string Previous, string Next) Ways(LiquidationOrder order) => order switch
    {
        LiquidationOrder.Newest => ("Newer", "Older"),
        LiquidationOrder.Oldest => ("Older", "Newer"),
        _ => ("Larger", "Smaller"),
    };

    /// <summary>How far a search came.</summary>
    public static string SearchedTo(LiquidationOrder order, long sequence) => order switch
    {
        LiquidationOrder.Newest => $"Searched back to entry {Components.Figures.FigureText.Of(sequence)}",
        LiquidationOrder.Oldest => $"Searched up to entry {Components.Figures.FigureText.Of(sequence)}",
        _ => $"Searched down to the draw of entry {Components.Figures.FigureText.Of(sequence)}",
    };
}
