using Portal.Admin.Quarantine;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;

namespace Portal.Admin.Proposals;

/// <summary>What a proposal is decided from besides the state of the ledger.</summary>
/// <param name="Ledger">Earlier entries.</param>
/// <param name="Quarantine">What could not be settled.</param>
/// <param name="Dismissals">Decides that a record does not count.</param>
/// <param name="Corrections">What was typed to put records right.</param>
/// <param name="Corrected">Settles records that were put right.</param>
public sealed record ProposalSources(
    LedgerStore Ledger, QuarantineStore Quarantine, DismissalStore Dismissals, QuarantineCorrectionStore Corrections, ICorrectedRecords Corrected);
