using System.Collections.Immutable;
using Portal.Admin.Shell;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;

namespace Portal.Admin.Proposals.Changes;

/// <summary>Another share of fees goes to a fund from a time on.</summary>
public sealed record RateChange : RuleChange
{
    /// <summary>The kind as it is stored.</summary>
    public const string KindName = "rate";

    /// <summary>How long before it takes effect it is public at least.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromMinutes(10);

    /// <summary>The fund.</summary>
    public required string FundId { get; init; }

    /// <summary>The one market it applies to; null for all.</summary>
    public string? Market
    {
        get;
        init => field = CleanOptional(value);
    }

    /// <summary>The one fee kind it applies to; null for all.</summary>
    public string? FeeKind
    {
        get;
        init => field = CleanOptional(value);
    }

    /// <summary>The share, parts per million.</summary>
    public required long SharePpm { get; init; }

    /// <summary>From when on, inclusive.</summary>
    public required DateTimeOffset EffectiveAt { get; init; }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override string Title => $"Fee rate of {FundId}: {ShareText.Percent(SharePpm)} % from {TimeOf.Minute(EffectiveAt)}";

    /// <inheritdoc/>
    public override string? SubjectFundId => FundId;

    /// <inheritdoc/>
    public override Checked<ImmutableArray<LedgerEntry>> Decide(LedgerState state, Signatures signatures, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(signatures);
        var share = PartsPerMillion.From(SharePpm, "share");
        var kind = ReadKind();
        return (share.Problem ?? kind.Problem) is { } problem
            ? problem
            : LedgerDecisions.SetRate(
                state,
                FundId,
                new RateSet(Market, kind.Value, share.Value, EffectiveAt, Reason, signatures.By) { ApprovedBy = signatures.ApprovedBy },
                now,
                Notice);
    }

    /// <inheritdoc/>
    public override IEnumerable<ChangeFact> Facts(LedgerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var before = state.Rulebook.FindRate(FundId, Market, ReadKind() is { Problem: null } kind ? kind.Value : null, EffectiveAt);
        yield return new ChangeFact("Share of fees", before is null ? "nothing" : ShareText.Of(before.Share.Value), ShareText.Of(SharePpm));
        yield return new ChangeFact("Applies to", null, ScopeText(Market, FeeKind));
        yield return new ChangeFact("Takes effect", null, TimeOf.Second(EffectiveAt.ToUnixTimeMilliseconds()));
    }

    /// <summary>What a rate applies to, in words.</summary>
    internal static string ScopeText(string? market, string? feeKind) => (market, feeKind) switch
    {
        (null, null) => "all fees",
        (null, _) => $"{feeKind} fees on every market",
        (_, null) => $"all fees on {market}",
        _ => $"{feeKind} fees on {market}",
    };

    /// <summary>It as a rate that nobody has set yet; or what is wrong with it.</summary>
    internal Checked<AllocationRate> ToRate()
    {
        var share = PartsPerMillion.From(SharePpm, "share");
        var kind = ReadKind();
        return (share.Problem ?? kind.Problem) is { } problem ? problem : new AllocationRate(0, FundId, Market, kind.Value, share.Value, EffectiveAt);
    }

    private Checked<FeeKind?> ReadKind() =>
        FeeKind is null ? (FeeKind?)null
        : ChoiceText.Find<FeeKind>(FeeKind) is { } kind ? kind
        : new Problem("bad-choice", "feeKind", $"'{FeeKind}' is none of {string.Join(", ", ChoiceText.All<FeeKind>())}.");
}

/// <summary>A scheduled rate is taken back before it takes effect.</summary>
public sealed record RateCancellation : RuleChange
{
    /// <summary>The kind as it is stored.</summary>
    public const string KindName = "rate-cancel";

    /// <summary>The fund.</summary>
    public required string FundId { get; init; }

    /// <summary>The entry that set it.</summary>
    public required long RateSequence { get; init; }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override string Title => $"Take back the rate of {FundId} set by entry {RateSequence}";

    /// <inheritdoc/>
    public override string? SubjectFundId => FundId;

    /// <inheritdoc/>
    public override Checked<ImmutableArray<LedgerEntry>> Decide(LedgerState state, Signatures signatures, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(signatures);
        return StandingDecisions.CancelRate(
            state, FundId, new RateCancelled(RateSequence, Reason, signatures.By) { ApprovedBy = signatures.ApprovedBy }, now);
    }

    /// <inheritdoc/>
    public override IEnumerable<ChangeFact> Facts(LedgerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Rulebook.RatesOf(FundId).FirstOrDefault(rate => rate.Sequence == RateSequence) is not { } rate)
        {
            yield break;
        }

        var kind = rate.Kind is { } given ? ChoiceText.Of(given) : null;
        yield return new ChangeFact("Share of fees", ShareText.Of(rate.Share.Value), "as if it had not been set");
        yield return new ChangeFact("Applies to", null, RateChange.ScopeText(rate.Market, kind));
        yield return new ChangeFact("Would take effect", null, TimeOf.Second(rate.EffectiveAt.ToUnixTimeMilliseconds()));
    }
}
