using Portal.Settlement.Contracts;

namespace Portal.Settlement.Ledger;

/// <summary>The terms of a listed contract, from one entry on.</summary>
/// <param name="Sequence">The entry that listed it.</param>
/// <param name="EffectiveAt">From when on, by the settling clock.</param>
/// <param name="Terms">What was listed.</param>
public sealed record ContractListing(long Sequence, DateTimeOffset EffectiveAt, ContractListed Terms);
