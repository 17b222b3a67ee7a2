using Portal.Settlement.Amounts;
using Portal.Settlement.Auditing;
using Portal.Settlement.Funds;
using Portal.Settlement.TransparencyLog;

namespace Portal.Verify.Checking;

/// <summary>How a check went.</summary>
public sealed record VerifyReport
{
    /// <summary>Where the log was read.</summary>
    public required string Location { get; init; }

    /// <summary>What is wrong; nothing when the log is sound.</summary>
    public required IReadOnlyList<VerifyFinding> Findings { get; init; }

    /// <summary>The signed checkpoint that was checked; null when none was found that could be.</summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>The key that signed it; null with it.</summary>
    public VerifierKey? Key { get; init; }

    /// <summary>Why the key is believed.</summary>
    public KeyTrust Trust { get; init; }

    /// <summary>How many handovers lie between the key that is believed and the one that signed.</summary>
    public int Handovers { get; init; }

    /// <summary>How many entries an earlier check had found right.</summary>
    public long CheckedBefore { get; init; }

    /// <summary>When that was; null without one.</summary>
    public DateTimeOffset? CheckedBeforeAt { get; init; }

    /// <summary>How many entries were read now.</summary>
    public long EntriesRead { get; init; }

    /// <summary>How many bytes they have.</summary>
    public long BytesRead { get; init; }

    /// <summary>How long the check took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Sums over the entries that were found right, those of earlier checks included.</summary>
    public AuditTotals Totals { get; init; } = new();

    /// <summary>The funds after them.</summary>
    public IReadOnlyList<FundStanding> Funds { get; init; } = [];

    /// <summary>Whether every entry up to the checkpoint was hashed and together they have the root that was signed, whatever they say.</summary>
    public bool IsServedAsSigned { get; init; }

    /// <summary>
    /// What the rules demand of the entry behind the last one; null when nothing. No finding: a log is published in parts, and one may end between an entry and what
    /// it causes. Whatever comes next is checked against it.
    /// </summary>
    public AuditFinding? StillToCome { get; init; }

    /// <summary>Whether everything is as published.</summary>
    public bool IsSound => Findings.Count == 0;
}

/// <summary>Where a fund stands, derived from the log alone.</summary>
/// <param name="Asset">What it holds.</param>
/// <param name="Floor">What it never goes below by paying.</param>
/// <param name="IsDemo">Whether everything in it is simulated.</param>
/// <param name="Totals">Its balance and sums, in units of the asset.</param>
public sealed record FundStanding(Asset Asset, Money Floor, bool IsDemo, FundTotals Totals)
{
    /// <summary>What it holds.</summary>
    public Money Balance => Amount(Totals.BalanceUnits);

    /// <summary>An amount of the fund's asset.</summary>
    public Money Amount(long units) => new(units, Asset);

    internal static IReadOnlyList<FundStanding> Of(LedgerAudit audit) =>
        [.. audit.Totals.Funds.Select(totals => Of(audit.PolicyOf(totals.FundId), totals))];

    private static FundStanding Of(FundPolicy policy, FundTotals totals) => new(policy.Asset, policy.Floor, policy.IsDemo, totals);
}
