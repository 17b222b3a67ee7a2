import { fault, LogFaultError } from "../log/faults.js";
import type { EntryFields } from "./entry-fields.js";
import { feeKinds } from "./fee.js";
import type { FundState, LedgerState } from "./ledger-state.js";
import type { Policy } from "./rulebook.js";

/** Takes what an entry decides for the entries after it. Reads everything before it changes anything. */
export function takeDecision(ledger: LedgerState, fund: FundState | null, fields: EntryFields): void {
  switch (fields.text("kind")) {
    case "asset":
      takeAsset(ledger, fields);
      break;
    case "contract":
      takeContract(ledger, fields);
      break;
    case "opening":
    case "policy":
      if (fund !== null) {
        takePolicy(fund, fields);
      }
      break;
    case "rate":
      fund?.rates.push({
        sequence: fields.sequence,
        market: fields.optionalText("market"),
        feeKind: fields.optionalChoice("feeKind", feeKinds),
        sharePpm: shareOf(fields, "sharePpm"),
        effectiveAt: fields.time("effectiveAt"),
        suspended: false,
      });
      break;
    case "rate-cancel":
      if (fund !== null) {
        takeCancellation(fund, fields);
      }
      break;
    case "freeze":
      takeFreeze(ledger, fields);
      break;
    case "adl":
      if (fund !== null) {
        fund.adlActive = isActive(fields);
      }
      break;
    case "reversal":
      ledger.reversals.set(fields.count("reversedSequence"), fields.sequence);
      break;
    case "dismissal":
      readDismissal(fields);
      break;
    default:
      break;
  }
}

function takeAsset(ledger: LedgerState, fields: EntryFields): void {
  const [code, scale] = [fields.text("asset"), fields.count("scale")];
  if (ledger.assets.has(code)) {
    throw new LogFaultError(fault("asset-twice", { asset: code }, fields.sequence));
  }
  if (scale > 12) {
    throw new LogFaultError(fault("field", { name: "scale" }, fields.sequence));
  }
  ledger.assets.set(code, scale);
}

function takeContract(ledger: LedgerState, fields: EntryFields): void {
  const symbol = fields.text("symbol");
  const terms = { kind: fields.choice("contractKind", ["linear", "inverse"]), value: fields.positive("contractValue") };
  const listings = ledger.contracts.get(symbol) ?? [];
  listings.push({ sequence: fields.sequence, effectiveAt: fields.time("recordedAt"), terms });
  ledger.contracts.set(symbol, listings);
}

function takeCancellation(fund: FundState, fields: EntryFields): void {
  const sequence = fields.count("rateSequence");
  if (!fund.rates.some((rate) => rate.sequence === sequence && (rate.suspended || rate.effectiveAt > fields.time("recordedAt")))) {
    throw new LogFaultError(fault("rule-entry", { name: "rateSequence", expected: "–", found: sequence }, fields.sequence));
  }
  fund.rates = fund.rates.filter((rate) => rate.sequence !== sequence);
}

/** What is scheduled waits; what should have begun meanwhile never does. */
function takeFreeze(ledger: LedgerState, fields: EntryFields): void {
  const [active, at] = [isActive(fields), fields.time("recordedAt")];
  ledger.frozen = active;
  for (const fund of ledger.funds.values()) {
    fund.rates = active ? fund.rates : fund.rates.filter((rate) => !rate.suspended || rate.effectiveAt > at);
    for (const rate of fund.rates) {
      rate.suspended = active && rate.effectiveAt > at;
    }
  }
}

function isActive(fields: EntryFields): boolean {
  return fields.choice("state", ["active", "inactive"]) === "active";
}

/** Nothing follows from a record that does not count, but that it is named as it has to be. */
function readDismissal(fields: EntryFields): void {
  fields.text("source");
  fields.choice("recordKind", ["liquidation", "fee", "adlFill"]);
  fields.text("problem");
  fields.hash("payloadHash");
  fields.count("payloadBytes");
  fields.text("reason");
}

function takePolicy(fund: FundState, fields: EntryFields): void {
  const policy: Policy = {
    sequence: fields.sequence,
    effectiveAt: fields.time("recordedAt"),
    floor: fields.amount("floor", fund.scale),
    capPpm: fields.has("surplusCapPpm") ? shareOf(fields, "surplusCapPpm") : null,
  };
  fund.name = fields.text("name");
  fund.policies.push(policy);
}

function shareOf(fields: EntryFields, name: string): number {
  const share = fields.count(name);
  if (share > 1_000_000) {
    throw new LogFaultError(fault("field", { name }, fields.sequence));
  }
  return share;
}
