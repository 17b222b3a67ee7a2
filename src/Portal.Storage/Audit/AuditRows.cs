namespace Portal.Storage.Audit;

/// <summary>One page of a search, in the order that was asked for.</summary>
/// <param name="Rows">What was found.</param>
/// <param name="Next">The row behind which the next page goes on; null at the end. A page can be short, even empty, and still have a next one.</param>
/// <param name="SearchedToMs">Up to when everything was looked at, in the page's order, Unix ms; null when that is all there is.</param>
public sealed record AuditRows(IReadOnlyList<AuditRow> Rows, long? Next, long? SearchedToMs);
