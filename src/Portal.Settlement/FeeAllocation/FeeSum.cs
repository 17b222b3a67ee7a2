namespace Portal.Settlement.FeeAllocation;

/// <summary>Fees of one fund that counted alike, added up.</summary>
/// <param name="Market">The market that they counted as; null for none.</param>
/// <param name="Kind">What they were charged for; null when that was not given.</param>
/// <param name="RateSequence">The entry that set the rate they were charged at; null when none was in force.</param>
/// <param name="AmountUnits">All of them.</param>
/// <param name="AllocatedUnits">What of them went to the fund.</param>
/// <param name="Count">How many.</param>
/// <remarks>Sums for show: they stop at the largest number, and no balance is made of them.</remarks>
public sealed record FeeSum(string? Market, FeeKind? Kind, long? RateSequence, long AmountUnits, long AllocatedUnits, long Count);
