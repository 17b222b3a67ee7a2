/** Where the portal's public files and API lie: the same for every language, while the page's base holds its own. */
export function siteRoot(): string {
  return new URL(document.documentElement.dataset["root"] ?? "./", document.baseURI).href;
}
