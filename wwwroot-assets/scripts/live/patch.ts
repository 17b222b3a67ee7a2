import type { Fragment } from "./protocol.js";

export interface Patched {
  /** Rows that were not in the page before. */
  readonly added: readonly Element[];
  /** Elements that came in place of others. */
  readonly replaced: readonly Element[];
  /** A target was not in the page. */
  readonly isIncomplete: boolean;
}

/** Puts rendered fragments into the page, in the order given. Focus stays where it was if its place still exists. */
export function applyFragments(page: Document, fragments: readonly Fragment[]): Patched {
  const added: Element[] = [];
  const replaced: Element[] = [];
  let isIncomplete = false;
  const restoreFocus = rememberFocus(page);

  for (const fragment of fragments) {
    const target = page.getElementById(fragment.target);
    if (target === null) {
      isIncomplete = true;
      continue;
    }
    const template = page.createElement("template");
    template.innerHTML = fragment.html;
    if (fragment.place === "prepend") {
      added.push(...prepend(target, template.content, fragment.keep ?? null));
    } else {
      replaced.push(...replace(target, template.content));
    }
  }

  restoreFocus();
  return { added, replaced, isIncomplete };
}

function replace(target: Element, content: DocumentFragment): Element[] {
  const figure = target.getAttribute("data-figure");
  const elements = [...content.children];
  keepOpen(target, content);
  target.replaceWith(content);
  for (const element of elements) {
    element.classList.toggle("is-changed", figure !== null && element.getAttribute("data-figure") !== figure);
  }
  return elements;
}

/** What a reader has opened stays open. */
function keepOpen(target: Element, content: DocumentFragment): void {
  for (const details of target.querySelectorAll("details[open][id]")) {
    [...content.querySelectorAll("details")].find((one) => one.id === details.id)?.setAttribute("open", "");
  }
}

function prepend(target: Element, content: DocumentFragment, keep: number | null): Element[] {
  const present = new Set([...target.children].map((row) => row.id));
  const rows = [...content.children].filter((row) => row.id === "" || !present.has(row.id));
  target.prepend(...rows);
  for (const row of rows) {
    row.classList.add("is-new");
  }
  while (keep !== null && target.children.length > keep) {
    target.lastElementChild?.remove();
  }
  return rows.filter((row) => row.isConnected);
}

/** A replaced element loses the focus inside it; the same link or control in its successor gets it back. */
function rememberFocus(page: Document): () => void {
  const focused = page.activeElement;
  if (focused === null || focused === page.body) {
    return () => {};
  }
  const home = focused.id === "" ? focused.closest("[id]") : focused;
  const href = focused.getAttribute("href");
  return () => {
    if (focused.isConnected || home === null || home.id === "") {
      return;
    }
    const successor = page.getElementById(home.id);
    const again =
      home === focused
        ? successor
        : ([...(successor?.querySelectorAll(focused.tagName) ?? [])].find((one) => one.getAttribute("href") === href) ?? null);
    (again as HTMLElement | null)?.focus({ preventScroll: true });
  };
}
