const usualDecimals = 2;

/** English is written the way the server writes it. */
function separators(culture: string): { readonly group: string; readonly point: string } {
  const parts = new Intl.NumberFormat(culture === "en" ? "en-GB" : culture).formatToParts(12345.6);
  const find = (type: string): string => parts.find((part) => part.type === type)?.value ?? "";
  return { group: find("group"), point: find("decimal") };
}

/** An amount as the pages write it: exact, groups of three, at least the usual decimals, a true minus. */
export function figureText(plain: string, culture: string, decimalsMin = usualDecimals): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain);
  if (match === null) {
    return plain;
  }
  const { group, point } = separators(culture);
  const all = match[3] ?? "";
  const fraction = all.replace(/0+$/, "").padEnd(Math.min(decimalsMin, all.length), "0");
  const whole = (match[2] as string).replace(/\B(?=(\d{3})+$)/g, group);
  return `${match[1] === "-" ? "−" : ""}${whole}${fraction === "" ? "" : `${point}${fraction}`}`;
}

/** The number that a reader sees, without groups, asset and superfluous zeros: two that are equal are written alike. Null when it is none. */
export function plainNumber(shown: string, culture: string): string | null {
  const { group, point } = separators(culture);
  const match = /^\s*([−+-]?)([\d.,'’\s]+?)(?:\s+[A-Z0-9]+)?\s*$/u.exec(shown.replaceAll("\u00a0", " "));
  if (match === null) {
    return null;
  }
  const digits = (match[2] as string).replaceAll(group, "").replace(/\s/g, "").replace(point, ".");
  return /^\d+(\.\d+)?$/.test(digits) ? normalise(`${match[1] === "−" || match[1] === "-" ? "-" : ""}${digits}`) : null;
}

/** A decimal number without superfluous zeros. */
export function normalise(plain: string): string {
  const [whole = "", fraction = ""] = plain.replace("-", "").split(".");
  const number = `${whole.replace(/^0+(?=\d)/, "")}${/[1-9]/.test(fraction) ? `.${fraction.replace(/0+$/, "")}` : ""}`;
  return plain.startsWith("-") && number !== "0" ? `-${number}` : number;
}

/** The opposite of a decimal number. */
export function negated(plain: string): string {
  return normalise(plain.startsWith("-") ? plain.slice(1) : `-${plain}`);
}
