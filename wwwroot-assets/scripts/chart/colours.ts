export interface ChartColours {
  readonly line: string;
  readonly wash: string;
  readonly grid: string;
  readonly text: string;
  readonly label: string;
  readonly surface: string;
}

/** The theme's colours, resolved by the browser: a canvas can't read custom properties. */
export function coloursOf(element: HTMLElement): ChartColours {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const read = (name: string): string => {
    probe.className = `chart-colour-${name}`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    line: read("line"),
    wash: read("wash"),
    grid: read("grid"),
    text: read("text"),
    label: read("label"),
    surface: read("surface"),
  };
  probe.remove();
  return colours;
}
