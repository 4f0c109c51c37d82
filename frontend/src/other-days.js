// @ts-check
/**
 * “How did this page look at the end of October?”: the link to the compared days opens a slider that shows the page as of
 * one of them. What shows it is loaded once somebody asks, and so are the numbers. Without a script the link leads to the
 * table of all days. The address keeps the day, and so do links to other pages.
 */

import { isModified, loadScript, readQuery } from "./page.js";
import { canLoadData, findSiteRoot } from "./site-data.js";

/** A script of its own, so that no page loads what few readers ask for. */
const SCRIPT = "assets/okr/other-days.js";

/** @typedef {{ okrOtherDays?: typeof import("./other-days-slider.js") }} Loaded */

/**
 * Load what shows other days, and open it.
 *
 * @param {HTMLAnchorElement} link
 * @param {string} root the address of the site
 */
async function openOtherDays(link, root) {
  const page = /** @type {Loaded} */ (globalThis);
  if (!page.okrOtherDays) await loadScript(new URL(SCRIPT, root));
  if (!page.okrOtherDays) throw new Error("What shows other days is another script.");
  await page.okrOtherDays.openSlider(link, root);
}

/** Let the link open the slider, where the site's data can be loaded. */
export function startOtherDays() {
  const link = document.querySelector("a.okr-otherdays");
  const root = findSiteRoot();
  if (!(link instanceof HTMLAnchorElement) || root === null || !canLoadData()) return;
  link.addEventListener("click", (event) => {
    if (event.button !== 0 || event.shiftKey || isModified(event)) return;
    event.preventDefault();
    openOtherDays(link, root).catch(() => location.assign(link.href));
  });
  if (readQuery().has("as-of")) openOtherDays(link, root).catch(() => {});
}
