using System.Collections.Immutable;
using System.Globalization;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;

namespace Portal.Admin.Proposals.Changes;

/// <summary>A record in quarantine does not count.</summary>
public sealed record Dismissal : ProposedChange
{
    /// <summary>The kind as it is stored.</summary>
    public const string KindName = "dismissal";

    /// <summary>Its row in quarantine.</summary>
    public required long QuarantineId { get; init; }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override string Title => $"Dismiss record {QuarantineId.ToString(CultureInfo.InvariantCulture)} in quarantine";

    /// <inheritdoc/>
    public override long? SubjectRecordId => QuarantineId;

    /// <inheritdoc/>
    public override Task<Checked<LedgerDecision>> DecideAsync(
        ProposalSources sources, LedgerState state, Signatures signatures, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(signatures);
        return sources.Dismissals.DecideAsync(state, QuarantineId, Reason, signatures.By, signatures.ApprovedBy, cancellation);
    }

    /// <inheritdoc/>
    public override async Task<ImmutableArray<ChangeFact>> FactsAsync(ProposalSources sources, LedgerState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sources);
        return await sources.Quarantine.ReadAsync(QuarantineId, cancellation) is not { } row
            ? []
            :
            [
                new ChangeFact("Source", null, row.Source),
                new ChangeFact("What is wrong with it", null, row.ProblemDetail),
                new ChangeFact("Standing", row.Status, "dismissed"),
                new ChangeFact("SHA-256 of the payload", null, Convert.ToHexStringLower(row.PayloadHash)),
            ];
    }
}
