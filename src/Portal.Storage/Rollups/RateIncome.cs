namespace Portal.Storage.Rollups;

/// <summary>What a rate brought its fund lately.</summary>
/// <param name="RateSequence">The entry that set the rate.</param>
/// <param name="LastDayUnits">On the last of the days.</param>
/// <param name="Units">On all of them.</param>
public sealed record RateIncome(long RateSequence, long LastDayUnits, long Units);
