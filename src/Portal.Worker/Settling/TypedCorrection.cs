using Portal.Settlement.Ledger;

namespace Portal.Worker.Settling;

/// <summary>A record in quarantine and the people who put it right: they mean this one payload, whatever else is open under its id.</summary>
/// <param name="Key">The record's place in quarantine; its id is empty where it could not be read.</param>
/// <param name="PayloadHash">SHA-256 of the record as it was sent, lower-case hex.</param>
/// <param name="Signed">Who typed and who approved it, and why.</param>
internal sealed record TypedCorrection(RecordKey Key, string PayloadHash, OperatorCorrection Signed);
