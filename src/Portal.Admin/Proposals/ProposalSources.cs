using Portal.Storage.Intake;
using Portal.Storage.Ledger;

namespace Portal.Admin.Proposals;

/// <summary>What a proposal is decided from besides the state of the ledger.</summary>
/// <param name="Ledger">Earlier entries.</param>
/// <param name="Quarantine">What could not be settled.</param>
/// <param name="Dismissals">Decides that a record does not count.</param>
public sealed record ProposalSources(LedgerStore Ledger, QuarantineStore Quarantine, DismissalStore Dismissals);
