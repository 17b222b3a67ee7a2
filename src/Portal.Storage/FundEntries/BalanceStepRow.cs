namespace Portal.Storage.FundEntries;

/// <summary>What one entry did to its fund's balance.</summary>
/// <param name="Sequence">The entry.</param>
/// <param name="FundSequence">Its place among the fund's own.</param>
/// <param name="Kind">Its kind as entries write it.</param>
/// <param name="RecordedAtMs">When it was settled, Unix ms.</param>
/// <param name="BalanceBeforeUnits">The balance before it.</param>
/// <param name="BalanceAfterUnits">The balance after it.</param>
public sealed record BalanceStepRow(
    long Sequence, long FundSequence, string Kind, long RecordedAtMs, long BalanceBeforeUnits, long BalanceAfterUnits);
