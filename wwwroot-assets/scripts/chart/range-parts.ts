import { localiseTimes } from "../time/localise.js";

/** Asks for the page at another range and takes over the parts that show it: the server alone knows how they look. */
export async function takeRangeParts(address: string, culture: string, isWanted: () => boolean): Promise<void> {
  const response = await fetch(address, { headers: { accept: "text/html" } });
  if (!response.ok) {
    throw new Error(`The page answered ${response.status}.`);
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!isWanted()) {
    return;
  }
  for (const part of page.querySelectorAll<HTMLElement>("[data-range-part]")) {
    const shown = document.querySelector<HTMLElement>(`[data-range-part="${part.dataset["rangePart"] ?? ""}"]`);
    if (shown === null) {
      continue;
    }
    const taken = document.importNode(part, true);
    if (shown instanceof HTMLDetailsElement && taken instanceof HTMLDetailsElement) {
      taken.open = shown.open;
    }
    shown.replaceWith(taken);
    localiseTimes(taken, culture, new Date());
  }
}
