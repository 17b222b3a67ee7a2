// /embed/v1/widget.js: <insurance-fund fund="usdt" kind="balance" theme="auto" lang="en" compact></insurance-fund>
// What stands inside the element is shown where this script does not run.

import { followHeights } from "./embed/height.js";
import { addressOf, heights, kindOf } from "./embed/snippet.js";

const own = (document.currentScript as HTMLScriptElement | null)?.src ?? "";
const root = new URL("../../", own === "" ? document.baseURI : own);
const tag = "insurance-fund";

class InsuranceFund extends HTMLElement {
  static readonly observedAttributes = ["fund", "kind", "theme", "lang", "compact"];

  connectedCallback(): void {
    this.#show();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) {
      this.#show();
    }
  }

  // Waits for the end of the turn: attributes that are set one after another make one frame.
  #isAsked = false;
  #show(): void {
    if (!this.#isAsked) {
      this.#isAsked = true;
      queueMicrotask(() => {
        this.#isAsked = false;
        this.#make();
      });
    }
  }

  #make(): void {
    const kind = kindOf(this.getAttribute("kind"));
    const isCompact = this.hasAttribute("compact") && this.getAttribute("compact") !== "false";
    const address = addressOf(root, kind, {
      fund: this.getAttribute("fund"),
      theme: this.getAttribute("theme"),
      lang: this.getAttribute("lang"),
      isCompact,
    });
    const shown = this.shadowRoot?.querySelector("iframe");
    if (shown?.src === address) {
      return;
    }
    const frame = document.createElement("iframe");
    frame.loading = "lazy";
    frame.referrerPolicy = "origin";
    frame.title = this.textContent?.trim() || "Insurance fund";
    // No more than it needs: its own script and connection, and links that open beside the page.
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox");
    frame.height = String(heights[kind][isCompact ? 1 : 0]);
    frame.style.cssText = "display:block;width:100%;border:0;color-scheme:auto";
    frame.src = address;
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    shadow.replaceChildren(frame);
    this.style.display ||= "block";
  }
}

if (customElements.get(tag) === undefined) {
  customElements.define(tag, InsuranceFund);
  followHeights(function* () {
    for (const element of document.querySelectorAll(tag)) {
      const frame = element.shadowRoot?.querySelector("iframe");
      if (frame) {
        yield frame;
      }
    }
  }, root.origin);
}
