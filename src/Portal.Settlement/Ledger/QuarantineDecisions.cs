using System.Collections.Immutable;

namespace Portal.Settlement.Ledger;

/// <summary>Decides about records that could not be settled.</summary>
public static class QuarantineDecisions
{
    /// <summary>The longest name of a source.</summary>
    public const int SourceLengthMax = 128;

    /// <summary>The longest code of a problem.</summary>
    public const int ProblemCodeLengthMax = 64;

    /// <summary>Decides that a record does not count. Moves no money and asks nothing of the ledger, so it is possible in a freeze too.</summary>
    /// <returns>The entry, already taken by the state; or a problem, and the state is as it was.</returns>
    public static Checked<ImmutableArray<LedgerEntry>> Dismiss(LedgerState state, RecordDismissed dismissal, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(dismissal);
        var problem = LedgerDecisions.CheckText(dismissal.Reason, LedgerDecisions.ReasonLengthMax, "reason")
            ?? LedgerDecisions.CheckText(dismissal.Source, SourceLengthMax, "source")
            ?? LedgerDecisions.CheckText(dismissal.ProblemCode, ProblemCodeLengthMax, "problem")
            ?? PayloadHash.Check(dismissal.PayloadHash, "payloadHash")
            ?? (dismissal.PayloadBytes is < 0 or > CanonicalObject.IntegerMax ? new Problem("not-a-count", "payloadBytes", "is no number of bytes.") : null);
        return problem is not null ? problem : ImmutableArray.Create(state.Append(dismissal, new EntryTime(now, now, Replayed: false)));
    }
}
