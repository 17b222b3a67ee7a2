/** Where the row of pages is wider than the window it scrolls: the page that is open is brought into sight, at first and whenever the width changes. */
export function showCurrentPage(nav: Element | null): void {
  const current = nav?.querySelector("[aria-current]");
  const row = current?.closest("ul");
  if (current == null || row == null) {
    return;
  }
  // The row alone is scrolled, never the page around it: that may have been opened at one of its headings.
  new ResizeObserver(() => {
    const [link, frame] = [current.getBoundingClientRect(), row.getBoundingClientRect()];
    if (link.left < frame.left || link.right > frame.right) {
      row.scrollBy({ left: (link.left + link.right - frame.left - frame.right) / 2, behavior: "instant" });
    }
  }).observe(row);
}
