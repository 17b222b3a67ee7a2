using System.Collections.Immutable;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;

namespace Portal.Web.Features.Funds.History;

/// <summary>What of a fund's rules was changed.</summary>
public enum PolicyPart
{
    /// <summary>Its name.</summary>
    Name,

    /// <summary>What it never goes below by paying.</summary>
    Floor,

    /// <summary>The most of a surplus that it takes.</summary>
    SurplusCap,

    /// <summary>The contracts that it lists.</summary>
    Symbols,

    /// <summary>When ADL warns, starts and stops.</summary>
    Thresholds,
}

/// <summary>One entry that set a fund's rules.</summary>
/// <param name="Policy">The rules from there on.</param>
/// <param name="Before">Those before; null for the first.</param>
/// <param name="By">Public handle of who set them.</param>
/// <param name="ApprovedBy">Those who approved it.</param>
/// <param name="Reason">Why; null for the first.</param>
public sealed record PolicyStep(FundPolicy Policy, FundPolicy? Before, string By, ImmutableArray<string> ApprovedBy, string? Reason)
{
    /// <summary>What is different from before.</summary>
    public IEnumerable<PolicyPart> Changed => Before is not { } before ? [] : Enum.GetValues<PolicyPart>().Where(part => part switch
    {
        PolicyPart.Name => before.Name != Policy.Name,
        PolicyPart.Floor => before.Floor != Policy.Floor,
        PolicyPart.SurplusCap => before.SurplusCap != Policy.SurplusCap,
        PolicyPart.Symbols => !before.Symbols.Order(StringComparer.Ordinal).SequenceEqual(Policy.Symbols.Order(StringComparer.Ordinal), StringComparer.Ordinal),
        _ => before.Thresholds != Policy.Thresholds,
    });

    /// <summary>The step that an entry made; null when it sets no rules.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="policies">All policies of the fund, the oldest first.</param>
    public static PolicyStep? Of(LedgerEntry entry, ImmutableArray<FundPolicy> policies)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var before = policies.LastOrDefault(policy => policy.Sequence < entry.Sequence);
        return entry.Body switch
        {
            FundOpened opened => new PolicyStep(Known(opened.Policy), null, opened.By, opened.ApprovedBy, null),
            PolicyChanged changed => new PolicyStep(Known(changed.Policy), before, changed.By, changed.ApprovedBy, changed.Reason),
            _ => null,
        };

        // The rulebook's has the time from which it holds.
        FundPolicy Known(FundPolicy policy) => policies.FirstOrDefault(one => one.Sequence == entry.Sequence) ?? policy;
    }
}
