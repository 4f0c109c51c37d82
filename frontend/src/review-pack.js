// @ts-check
/**
 * The buttons of a review pack: to present it goal by goal, to let it turn its pages on a wall, to print it. What presents
 * is loaded once somebody wants that, here or by the address (`?present`, `?wall`).
 */

import { findElement, loadScript, makeButton, makeElement, readQuery } from "./page.js";
import { findSiteRoot } from "./site-data.js";
import { translate } from "./words.js";

/** A script of its own, so that no page loads what few readers ask for. */
const SCRIPT = "assets/okr/present.js";

/** @typedef {{ okrPresent?: typeof import("./present.js") }} Loaded */

/**
 * Begin to present.
 *
 * @param {Element} pack
 * @param {string} root the address of the site
 */
async function present(pack, root) {
  const page = /** @type {Loaded} */ (globalThis);
  if (!page.okrPresent) await loadScript(new URL(SCRIPT, root));
  page.okrPresent?.startPresentation(pack);
}

/**
 * Present as an address says, which is kept so.
 *
 * @param {Element} pack
 * @param {string} root
 * @param {"present" | "wall"} mode
 */
function open(pack, root, mode) {
  history.replaceState(null, "", `${location.pathname}?${mode}${location.hash}`);
  present(pack, root).catch(() => {});
}

/** Offer it on a review pack. */
export function startReviewPack() {
  const pack = document.querySelector(".okr-pack");
  const root = findSiteRoot();
  if (!pack || root === null) return;
  const buttons = [
    makeButton(translate("Present"), () => open(pack, root, "present")),
    makeButton(translate("Wall display"), () => open(pack, root, "wall")),
    makeButton(translate("Print"), () => print()),
  ];
  const group = makeElement("span", { class: "okr-tools__zoom" }, ...buttons);
  findElement(pack, ".okr-slide").before(makeElement("p", { class: "okr-tools okr-pack__tools" }, group));
  const query = readQuery();
  // Where the script can't be loaded, all stands on one long page.
  if (query.has("present") || query.has("wall")) present(pack, root).catch(() => {});
}
