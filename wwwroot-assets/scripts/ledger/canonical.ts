/** What an entry may hold: RFC 8785 over texts, whole numbers, true and false, and lists of them. */
export type EntryValue = string | number | boolean | null | readonly EntryValue[] | { readonly [name: string]: EntryValue };

export type EntryObject = Readonly<Record<string, EntryValue>>;

/** RFC 8785 numbers are doubles; up to here every whole number is exact. */
export const integerMax = 2 ** 53;

export type CanonicalReading = { readonly kind: "entry"; readonly fields: EntryObject } | { readonly kind: "not-json" } | { readonly kind: "not-canonical" };

/** Reads an entry and writes it again: canonical is what comes out the same, letter by letter. A key given twice does not. */
export function readCanonical(text: string | null): CanonicalReading {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "");
  } catch {
    return { kind: "not-json" };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { kind: "not-json" };
  }
  return write(value as EntryObject) === text ? { kind: "entry", fields: value as EntryObject } : { kind: "not-canonical" };
}

/** The canonical text; null where there is none: half a surrogate pair, a number that is not whole or not exact. */
function write(value: EntryValue): string | null {
  if (typeof value === "string") {
    return loneSurrogate.test(value) ? null : JSON.stringify(value);
  }
  if (typeof value === "number") {
    return Number.isInteger(value) && Math.abs(value) <= integerMax ? JSON.stringify(value) : null;
  }
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    const items = value.map(write);
    return items.includes(null) ? null : `[${items.join(",")}]`;
  }
  const object = value as EntryObject;
  let text = "";
  // Sorted by UTF-16 code units, which is how JavaScript sorts.
  for (const name of Object.keys(object).sort()) {
    const [key, written] = [write(name), write(object[name] as EntryValue)];
    if (key === null || written === null) {
      return null;
    }
    text += `${text === "" ? "" : ","}${key}:${written}`;
  }
  return `{${text}}`;
}

const loneSurrogate = /\p{Surrogate}/u;
