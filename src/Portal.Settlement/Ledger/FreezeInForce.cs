namespace Portal.Settlement.Ledger;

/// <summary>A freeze that has not ended.</summary>
/// <param name="Sequence">The entry that began it.</param>
/// <param name="Since">When that was recorded.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Public handle of who froze.</param>
public sealed record FreezeInForce(long Sequence, DateTimeOffset Since, string Reason, string By);
