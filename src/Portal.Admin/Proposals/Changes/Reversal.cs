using System.Collections.Immutable;
using System.Globalization;
using Portal.Admin.Shell;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;
using Portal.Storage.Rollups;

namespace Portal.Admin.Proposals.Changes;

/// <summary>An earlier entry that moved a balance is taken back by its exact opposite.</summary>
public sealed record Reversal : ProposedChange
{
    /// <summary>The kind as it is stored.</summary>
    public const string KindName = "reversal";

    /// <summary>The fund of the entry.</summary>
    public required string FundId { get; init; }

    /// <summary>The entry to take back.</summary>
    public required long ReversedSequence { get; init; }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override string Title => $"Take back entry {ReversedSequence.ToString(CultureInfo.InvariantCulture)} of {FundId}";

    /// <inheritdoc/>
    public override string? SubjectFundId => FundId;

    /// <inheritdoc/>
    public override async Task<Checked<LedgerDecision>> DecideAsync(
        ProposalSources sources, LedgerState state, Signatures signatures, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(signatures);
        if (await sources.Ledger.ReadEntryAsync(ReversedSequence, cancellation) is not { } row || row.FundId != FundId)
        {
            return new Problem("unknown-entry", "sequence", $"The fund '{FundId}' has no entry {ReversedSequence}.");
        }

        var reversed = ReversalDecisions.Reverse(
            state, new EntryReversed(ReversedSequence, Reason, signatures.By) { ApprovedBy = signatures.ApprovedBy }, row.Bytes, now);
        return reversed.Problem is { } problem
            ? problem with { Field = problem.Field is "reason" ? "reason" : "sequence" }
            : new LedgerDecision(reversed.Value, append => FeeTakenBack.Of(LedgerEntry.Read(row.Bytes)) is { } fee ? append with { FeesTakenBack = [fee] } : append);
    }

    /// <inheritdoc/>
    public override async Task<ImmutableArray<ChangeFact>> FactsAsync(ProposalSources sources, LedgerState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(state);
        if (await sources.Ledger.ReadEntryAsync(ReversedSequence, cancellation) is not { } row || state.Find(FundId) is not { } fund)
        {
            return [];
        }

        var entry = LedgerEntry.Read(row.Bytes);
        return
        [
            new ChangeFact("Entry", null, $"{ReversedSequence}, a {entry.Body.Kind}, recorded {TimeOf.Second(row.RecordedAtMs)}"),
            new ChangeFact("It moved the balance", $"from {entry.BalanceBefore} to {entry.BalanceAfter} {fund.Asset}", "back by the same amount, on the balance of that moment"),
            new ChangeFact("Statistics", "count it", "leave out both"),
        ];
    }
}
