namespace Portal.Storage.Intake;

/// <summary>One page of a list, newest first.</summary>
/// <param name="Rows">What was found.</param>
/// <param name="SearchedBackTo">Everything from this id up to the page's start was looked at. 1 at the end of the list.</param>
/// <param name="Next">The <c>before</c> of the next page; null at the end of the list. A page can be short, even empty, and still have a next one.</param>
public sealed record QuarantinePage(IReadOnlyList<QuarantineRow> Rows, long SearchedBackTo, long? Next);
