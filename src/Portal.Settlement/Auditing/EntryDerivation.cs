using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;

namespace Portal.Settlement.Auditing;

/// <summary>Makes again, from what an entry gives as its inputs, the entry that the rules lead to: by the very functions that settle and decide.</summary>
/// <remarks>
/// The settling clock of a decision or settlement is not recorded apart from <c>recordedAt</c>, which is that clock unless the fund's last entry is later. So
/// <c>recordedAt</c> stands for it: a rule that bounds a time from above by the clock accepts no less by it, and the derived <c>recordedAt</c> is the very same.
/// </remarks>
internal static class EntryDerivation
{
    /// <summary>The entry as it has to be, already taken by the state; or why the rules have no such entry.</summary>
    /// <param name="state">Everything before it.</param>
    /// <param name="found">The entry as it is written.</param>
    /// <param name="earlier">The bytes of the earlier entry that it names: of a reversal the one it takes back, of an ADL fill its liquidation.</param>
    /// <param name="recoveries">What fills before it have recovered.</param>
    /// <exception cref="LedgerBrokenException">It does not follow from the ones before.</exception>
    public static Checked<LedgerEntry> Derive(LedgerState state, LedgerEntry found, ReadOnlyMemory<byte> earlier, AuditedRecoveries recoveries) => found.Body switch
    {
        LiquidationSettled settled => LiquidationSettlement.Settle(
            state,
            LiquidationOf(found, settled),
            InputOf(found, settled.Source, settled.IdCommitment, settled.AccountCommitment) with { CorrectedPayloads = settled.CorrectedPayloads, Correction = settled.Correction }),
        FeeAllocated fee => FeeSettlement.Settle(
            state,
            AccrualOf(found, fee),
            InputOf(found, fee.Source, fee.IdCommitment, accountCommitment: null) with { CorrectedPayloads = fee.CorrectedPayloads, Correction = fee.Correction }),
        AdlFilled fill => DeriveFill(state, found, fill, earlier, recoveries),
        AdlChanged => DeriveAdl(state, found),
        FundOpened opened => Single(LedgerDecisions.OpenFund(state, opened, found.RecordedAt)),
        ContractListed listed => Single(LedgerDecisions.ListContract(state, listed, found.FundId, found.RecordedAt)),
        RateSet rate => Single(LedgerDecisions.SetRate(state, found.FundId ?? string.Empty, rate, found.RecordedAt)),
        AssetListed listed => state.Append(listed, new EntryTime(found.RecordedAt, found.RecordedAt, Replayed: false)),
        PolicyChanged changed => Single(FundDecisions.ChangePolicy(state, changed, found.RecordedAt)),
        Injected injected => Single(FundDecisions.Inject(state, found.FundId ?? string.Empty, injected, found.RecordedAt)),
        Withdrawn withdrawn => Single(FundDecisions.Withdraw(state, found.FundId ?? string.Empty, withdrawn, found.RecordedAt)),
        RateCancelled cancelled => Single(StandingDecisions.CancelRate(state, found.FundId ?? string.Empty, cancelled, found.RecordedAt)),
        EntryReversed reversal => Single(ReversalDecisions.Reverse(state, reversal, earlier, found.RecordedAt)),
        RecordDismissed dismissal => Single(QuarantineDecisions.Dismiss(state, dismissal, found.RecordedAt)),
        FreezeChanged freeze => Single(StandingDecisions.SetFreeze(state, freeze, found.RecordedAt)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static SettlementInput InputOf(LedgerEntry found, string source, string idCommitment, string? accountCommitment) =>
        new(source, found.RecordedAt, found.Replayed, idCommitment, accountCommitment);

    // Where a contract publishes bankruptcy prices alone, the published form leads to the same residual, so it is settled like the one that was sent.
    private static Liquidation LiquidationOf(LedgerEntry found, LiquidationSettled settled) => new()
    {
        ExternalId = string.Empty,
        Symbol = settled.Symbol,
        OccurredAt = found.OccurredAt,
        Form = settled.Form,
        Side = settled.Side,
        AssetCode = found.BalanceAfter?.Asset.Code,
        SourceSequence = settled.SourceSequence,

        // A source may name the fund of a symbol that no fund lists; for a listed one it has no say, and the fund is compared.
        FundForUnlisted = found.FundId,
    };

    private static FeeAccrual AccrualOf(LedgerEntry found, FeeAllocated fee) => new()
    {
        ExternalId = string.Empty,
        Symbol = fee.Symbol,
        FundId = fee.Symbol is null ? found.FundId : null,
        AssetCode = fee.Amount.Asset.Code,
        Amount = DecimalNumber.Of(fee.Amount.Units, fee.Amount.Asset.Scale),
        PeriodStart = fee.PeriodStart,
        PeriodEnd = fee.PeriodEnd,
        Market = fee.Market,
        Kind = fee.FeeKind,
        SourceSequence = fee.SourceSequence,
    };

    // Whether the bytes can be read is no question of this entry: they were found right in their own place.
    private static Checked<LedgerEntry> DeriveFill(
        LedgerState state, LedgerEntry found, AdlFilled fill, ReadOnlyMemory<byte> liquidation, AuditedRecoveries recoveries) => AdlFillSettlement.Settle(
            state,
            new AdlFillReport
            {
                ExternalId = string.Empty,
                LiquidationExternalId = string.Empty,
                Quantity = fill.Quantity,
                Price = fill.Price,
                OccurredAt = found.OccurredAt,
                SourceSequence = fill.SourceSequence,
            },
            liquidation.IsEmpty || LedgerEntry.Read(liquidation) is not { } entry || entry.Sequence != fill.LiquidationSequence ? null : entry,
            recoveries.Of(fill.LiquidationSequence),
            InputOf(found, fill.Source, fill.IdCommitment, accountCommitment: null) with { CorrectedPayloads = fill.CorrectedPayloads, Correction = fill.Correction });

    // A change that an entry causes was expected before this one was read, so only the passing of time is left.
    private static Checked<LedgerEntry> DeriveAdl(LedgerState state, LedgerEntry found)
    {
        if (state.Find(found.FundId ?? string.Empty) is not { } fund)
        {
            return UnknownFund(found);
        }

        return AdlJudgement.AtTime(state, fund, found.RecordedAt) is { } change ? change : new Problem(
            "no-change",
            "state",
            $"By the rules ADL neither starts nor stops here: the balance is {fund.Balance}, the peak {new Money(fund.PeakAtTime(found.RecordedAt).Units, fund.Asset)}.");
    }

    private static Problem UnknownFund(LedgerEntry found) => new("unknown-fund", "fund", $"There is no fund '{found.FundId}'.");

    private static Checked<LedgerEntry> Single(Checked<ImmutableArray<LedgerEntry>> decided) =>
        decided.Problem is { } problem ? problem
        : decided.Value.Length == 1 ? decided.Value[0]
        : new Problem("unlisted-asset", "asset", "is used before it was listed.");
}
