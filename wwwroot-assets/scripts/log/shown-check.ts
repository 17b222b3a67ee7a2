import { writeAmount } from "../ledger/decimals.js";
import type { FundState, LedgerState } from "../ledger/ledger-state.js";
import { fault, type Fault } from "./faults.js";
import type { ShownFund } from "./shown-figures.js";
import type { CheckedFund } from "./verdict.js";

/** Compares what the portal shows with what the replay makes of the same entry. */
export class ShownCheck {
  readonly #balances = new Map<string, bigint>();
  readonly #start: number;

  constructor(
    readonly shown: readonly ShownFund[] | null,
    ledger: LedgerState,
  ) {
    this.#start = ledger.sequence;
    ledger.funds.forEach((fund) => this.took(fund));
  }

  /** The newest entry that the portal shows a balance of. */
  get lastSequence(): number {
    return Math.max(0, ...(this.shown ?? []).map((fund) => fund.sequence));
  }

  /** Call after every entry of a fund. */
  took(fund: FundState): void {
    if (this.shown?.some((shown) => shown.id === fund.id && shown.sequence === fund.lastSequence) === true) {
      this.#balances.set(fund.id, fund.balance);
    }
  }

  compare(ledger: LedgerState): { readonly funds: readonly CheckedFund[]; readonly faults: readonly Fault[] } {
    const faults: Fault[] = [];
    const funds = [...ledger.funds.values()].map((fund) => {
      const shown = this.shown?.find((one) => one.id === fund.id) ?? null;
      const agrees = shown === null ? null : this.#agrees(fund, shown, ledger.sequence);
      const balance = writeAmount(fund.balance, fund.scale);
      if (agrees === false && shown !== null) {
        const own = this.#balances.get(fund.id);
        const expected = own === undefined ? balance : writeAmount(own, fund.scale);
        faults.push(fault("shown-balance", { fund: fund.name, entry: shown.sequence, found: shown.balance, expected, asset: fund.asset }));
      }
      const { id, name, asset, lastSequence } = fund;
      return { id, name, asset, balance, sequence: lastSequence, shown: shown?.balance ?? null, shownSequence: shown?.sequence ?? null, agrees };
    });
    return { funds, faults };
  }

  #agrees(fund: FundState, shown: ShownFund, checkedTo: number): boolean | null {
    const own = this.#balances.get(fund.id);
    if (own !== undefined) {
      return writeAmount(own, fund.scale) === shown.balance;
    }
    // An entry that was checked just now and is none of this fund's is no entry to show a balance of.
    return shown.sequence > this.#start && shown.sequence <= checkedTo ? false : null;
  }
}
