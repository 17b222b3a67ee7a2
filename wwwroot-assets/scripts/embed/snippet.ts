/** What a widget shows. */
export type Kind = "balance" | "liquidations" | "coverage";

/** The place that is kept for a widget until it says how high it is: in full, and compact. The server's EmbedKinds has the same. */
export const heights: Readonly<Record<Kind, readonly [number, number]>> = {
  balance: [152, 130],
  liquidations: [328, 192],
  coverage: [230, 118],
};

export interface Choices {
  readonly fund: string | null;
  readonly theme: string | null;
  readonly lang: string | null;
  readonly isCompact: boolean;
}

export function kindOf(name: string | null): Kind {
  return name !== null && name in heights ? (name as Kind) : "balance";
}

/** Where the widget lies. What was not chosen is left out, so that the operator's own choice holds. */
export function addressOf(root: URL, kind: Kind, choices: Choices): string {
  const address = new URL(`embed/v1/${kind}`, root);
  for (const name of ["fund", "theme", "lang"] as const) {
    const value = choices[name];
    if (value !== null && value !== "") {
      address.searchParams.set(name, value);
    }
  }
  if (choices.isCompact) {
    address.searchParams.set("compact", "true");
  }
  return address.href;
}
