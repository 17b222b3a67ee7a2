using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;

namespace Portal.Admin.Quarantine;

/// <summary>Settles records as operators have put them right, by the code that settles everything. What settles is not seen from here, so the host brings it.</summary>
public interface ICorrectedRecords
{
    /// <summary>Settles a corrected record into a state.</summary>
    /// <param name="state">The ledger; takes the entries.</param>
    /// <param name="row">The record in quarantine, open.</param>
    /// <param name="text">The corrected record, UTF-8.</param>
    /// <param name="correction">Who typed and who approved it, and why.</param>
    /// <param name="now">The settling clock, in whole milliseconds.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The entries and what else belongs into their transaction; or what is wrong, in intake's own words and with the field.</returns>
    Task<Checked<LedgerDecision>> DecideAsync(
        LedgerState state, QuarantineRow row, ReadOnlyMemory<byte> text, OperatorCorrection correction, DateTimeOffset now, CancellationToken cancellation);
}
