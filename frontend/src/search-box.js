// @ts-check
/** What the search box says where it can't search: a browser lets no page load an index that was opened as a file. */

import { findOfflineCopy } from "./site-data.js";
import { translate } from "./words.js";

/** In the settings of a page whose search box asks our worker; another one may well search in files. */
const WORKER = "/workers/okr-search.js";

/** Show Material's search box with a sentence; Material hides it when it can't start its worker. */
export function explainSearchInFiles() {
  const box = document.querySelector("[data-md-component=search]");
  const said = box?.querySelector(".md-search-result__meta");
  if (location.protocol !== "file:" || findOfflineCopy() || !(box instanceof HTMLElement) || !said) return;
  if (!document.querySelector("#__config")?.textContent?.includes(WORKER)) return;
  box.hidden = false;
  said.textContent = translate("Search works where this site is on a web server, or in a preview by okrsite serve; it can't read its index from files. A copy by okrsite build --offline can.");
}
