import { fault, LogFaultError, type Fault } from "../log/faults.js";
import type { EntryFields } from "./entry-fields.js";
import type { LedgerState } from "./ledger-state.js";

const payloadsMax = 16;
const approvalsMax = 16;
const handleLengthMax = 64;
const reasonLengthMax = 500;

/** What a record puts right, and who did so in its source's place: fingerprints in order, two people at least, a reason; not in a freeze. Nothing of it is on a source's own record. */
export function checkCorrection(ledger: LedgerState, fields: EntryFields): Fault[] {
  const hashes = fields.has("correctedPayloads") ? fields.hashes("correctedPayloads") : null;
  if (hashes !== null && (hashes.length === 0 || hashes.length > payloadsMax || hashes.some((hash, index) => index > 0 && hash <= (hashes[index - 1] as string)))) {
    throw malformed(fields, "correctedPayloads");
  }
  const by = fields.optionalText("by");
  if (by === null) {
    for (const name of ["approvedBy", "reason"]) {
      if (fields.has(name)) {
        throw malformed(fields, name);
      }
    }
    return [];
  }
  const approvers = fields.texts("approvedBy");
  if (!isText(by, handleLengthMax)) {
    throw malformed(fields, "by");
  }
  if (approvers.length === 0 || approvers.length > approvalsMax || new Set([by, ...approvers]).size <= approvers.length || !approvers.every((handle) => isText(handle, handleLengthMax))) {
    throw malformed(fields, "approvedBy");
  }
  if (!isText(fields.text("reason"), reasonLengthMax)) {
    throw malformed(fields, "reason");
  }
  if (hashes === null) {
    throw malformed(fields, "correctedPayloads");
  }
  return ledger.frozen ? [fault("correction-frozen", {}, fields.sequence)] : [];
}

const isText = (text: string, lengthMax: number): boolean => text.length <= lengthMax && text.trim().length > 0;

const malformed = (fields: EntryFields, name: string): LogFaultError => new LogFaultError(fault("field", { name }, fields.sequence));
