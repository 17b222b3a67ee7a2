// Loaded before the styles so that the chosen theme is there at the first paint. "system" means: no choice stored.

type Theme = "light" | "dark" | "system";

const key = "portal-theme";
const root = document.documentElement;

function stored(): Theme {
  try {
    const value = localStorage.getItem(key);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    // Storage can be closed to us (private windows, embedded frames); the system's theme is a good answer then.
    return "system";
  }
}

function apply(theme: Theme): void {
  if (theme === "system") {
    delete root.dataset["theme"];
  } else {
    root.dataset["theme"] = theme;
  }
  for (const button of document.querySelectorAll<HTMLElement>("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset["themeChoice"] === theme));
  }
  document.dispatchEvent(new Event("portal:theme"));
}

function choose(theme: Theme): void {
  try {
    if (theme === "system") {
      localStorage.removeItem(key);
    } else {
      localStorage.setItem(key, theme);
    }
  } catch {
    // The choice then lasts for this page alone.
  }
  apply(theme);
}

// A picker that comes later, as on operators' pages once they answer to clicks, is told the choice when its buttons are in.
class ThemePicker extends HTMLElement {
  connectedCallback(): void {
    queueMicrotask(() => apply(stored()));
  }
}

customElements.define("theme-picker", ThemePicker);

root.dataset["themeReady"] = "";
apply(stored());

document.addEventListener("DOMContentLoaded", () => apply(stored()));
window.addEventListener("storage", (event) => event.key === key && apply(stored()));
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-theme-choice]") : null;
  if (button !== null) {
    choose(button.dataset["themeChoice"] as Theme);
  }
});
