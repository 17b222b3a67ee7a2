// The page where a widget is put together. It works as a plain form; with this script it answers to every choice and copies.

import { followHeights } from "./embed/height.js";

followHeights(() => document.querySelectorAll("iframe"), location.origin);

const form = document.querySelector<HTMLFormElement>("form[data-embed-form]");
form?.addEventListener("change", () => void show(form));
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("button[data-copy]") : null;
  if (button !== null) {
    void copy(button);
  }
});
reveal();

let asked = 0;

/** The same page for other choices: its result takes the place of this one's, and the choices stay in the address. */
async function show(form: HTMLFormElement): Promise<void> {
  const turn = ++asked;
  const query = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  const address = `${location.pathname}?${query}`;
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [shown, next] = [document.getElementById("embed-result"), page.getElementById("embed-result")];
  if (answer.ok && turn === asked && shown !== null && next !== null) {
    shown.replaceWith(document.adoptNode(next));
    history.replaceState(null, "", address);
    reveal();
  }
}

/** Buttons that can't work without script come hidden. */
function reveal(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    button.hidden = navigator.clipboard === undefined;
  }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const text = document.getElementById(button.dataset["copy"] ?? "")?.textContent ?? "";
  await navigator.clipboard.writeText(text);
  button.textContent = button.dataset["textCopied"] ?? "";
}
