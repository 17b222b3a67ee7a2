const names = [
  "line", "wash", "grid", "text", "label", "surface", "surplus", "fee", "injection", "draw", "withdrawal",
  "up", "down", "in", "out", "adl", "calm", "rule",
] as const;

export type ChartColours = Readonly<Record<(typeof names)[number], string>>;

/** The theme's colours, resolved by the browser: a canvas can't read custom properties. */
export function coloursOf(element: HTMLElement): ChartColours {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const colours = Object.fromEntries(names.map((name) => {
    probe.className = `chart-colour-${name}`;
    return [name, getComputedStyle(probe).color];
  }));
  probe.remove();
  return colours as ChartColours;
}
