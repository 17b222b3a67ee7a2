using System.Collections.Immutable;
using Portal.Admin.Shell;
using Portal.Settlement;
using Portal.Settlement.Ledger;

namespace Portal.Admin.Proposals.Changes;

/// <summary>A freeze ends. It begins by one owner's word; it ends by two people's.</summary>
public sealed record FreezeEnd : RuleChange
{
    /// <summary>The kind as it is stored.</summary>
    public const string KindName = "freeze-end";

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override string Title => "End the freeze";

    /// <inheritdoc/>
    public override Checked<ImmutableArray<LedgerEntry>> Decide(LedgerState state, Signatures signatures, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(signatures);
        return StandingDecisions.SetFreeze(state, new FreezeChanged(Active: false, Reason, signatures.By) { ApprovedBy = signatures.ApprovedBy }, now);
    }

    /// <inheritdoc/>
    public override IEnumerable<ChangeFact> Facts(LedgerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Rulebook.Freeze is { } freeze)
        {
            yield return new ChangeFact("Frozen", $"since {TimeOf.Minute(freeze.Since)} by {freeze.By}: {freeze.Reason}", "no");
            var waiting = state.Rulebook.Rates.Count(static rate => rate.SuspendedSequence is not null);
            yield return new ChangeFact("Scheduled rates that wait", null, $"{waiting}; those whose time has come meanwhile never take effect");
        }
    }
}
