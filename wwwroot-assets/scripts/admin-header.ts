import { showCurrentPage } from "./site-nav";

/** A page on a circuit puts its header in anew once it answers to clicks, so the row of pages is seen to whenever one comes. */
class PageRow extends HTMLElement {
  connectedCallback(): void {
    // Its links come in the same turn.
    queueMicrotask(() => showCurrentPage(this));
  }
}

customElements.define("page-row", PageRow);
