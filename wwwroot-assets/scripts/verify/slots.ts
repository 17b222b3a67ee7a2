/** The places in a page's own markup that a script fills; one that a page does not have is passed over. */
export class Slots {
  constructor(readonly root: ParentNode) {}

  find(name: string): HTMLElement | null {
    return this.root.querySelector<HTMLElement>(`[data-slot="${name}"]`);
  }

  text(name: string, text: string): void {
    const element = this.find(name);
    if (element !== null && element.textContent !== text) {
      element.textContent = text;
    }
  }

  show(name: string, isShown: boolean): void {
    const element = this.find(name);
    if (element !== null) {
      element.hidden = !isShown;
    }
  }

  /** Puts one copy of a template for each item into a place, instead of what was there. */
  list<T>(name: string, items: readonly T[], fill: (slots: Slots, item: T) => void): void {
    const [place, template] = [this.find(name), this.root.querySelector<HTMLTemplateElement>(`template[data-item="${name}"]`)];
    if (place !== null && template !== null) {
      place.replaceChildren(
        ...items.map((item) => {
          const copy = template.content.cloneNode(true) as DocumentFragment;
          fill(new Slots(copy), item);
          return copy;
        }),
      );
    }
  }
}
