import { formatTime, type TimeFormat } from "./format.js";

/** Rewrites every <time data-format> below `root` for the visitor's zone. The title keeps the server's UTC. */
export function localiseTimes(root: ParentNode, culture: string, now: Date): void {
  for (const element of timesIn(root, "time[datetime][data-format]")) {
    write(element, culture, now);
  }
}

/** Moves ages on; everything else stays as it is. */
export function refreshAges(root: ParentNode, culture: string, now: Date): void {
  for (const element of timesIn(root, 'time[datetime][data-format="relative"]')) {
    write(element, culture, now);
  }
}

function* timesIn(root: ParentNode, selector: string): Generator<Element> {
  if (root instanceof Element && root.matches(selector)) {
    yield root;
  }
  yield* root.querySelectorAll(selector);
}

function write(element: Element, culture: string, now: Date): void {
  const at = new Date(element.getAttribute("datetime") ?? "");
  if (!Number.isNaN(at.getTime())) {
    const text = formatTime(at, now, element.getAttribute("data-format") as TimeFormat, culture);
    if (element.textContent !== text) {
      element.textContent = text;
    }
  }
}
