namespace Portal.Storage.Liquidations;

/// <summary>One page of a list, in the order that was asked for.</summary>
/// <param name="Rows">What was found.</param>
/// <param name="SearchedTo">Everything from the page's start to this sequence, in the page's order, was looked at. 1 at the end of the list.</param>
/// <param name="Next">
/// Where the next page goes on; null at the end of the list. A page can be short, even empty, and still have a next one.
/// </param>
public sealed record LiquidationPage(IReadOnlyList<LiquidationEntryRow> Rows, long SearchedTo, long? Next);
