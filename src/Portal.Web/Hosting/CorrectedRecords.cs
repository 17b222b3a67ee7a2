using Portal.Admin.Quarantine;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;
using Portal.Worker.Settling;

namespace Portal.Web.Hosting;

/// <summary>Lets the operators' half settle what was put right by the code that settles everything; neither sees the other.</summary>
internal sealed class CorrectedRecords(CorrectionSettlement settlement) : ICorrectedRecords
{
    /// <inheritdoc/>
    public Task<Checked<LedgerDecision>> DecideAsync(
        LedgerState state, QuarantineRow row, ReadOnlyMemory<byte> text, OperatorCorrection correction, DateTimeOffset now, CancellationToken cancellation) =>
        settlement.DecideAsync(state, row, text, correction, now, cancellation);
}
