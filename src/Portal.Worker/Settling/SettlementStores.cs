using Portal.Storage.Deleveraging;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;

namespace Portal.Worker.Settling;

/// <summary>What the settlement loop reads and writes.</summary>
public sealed record SettlementStores(
    LedgerStore Ledger, LedgerPositions Positions, SettledRecordStore SettledRecords, SourceStore Sources, QuarantineStore Quarantine, AdlLossStore Losses);
