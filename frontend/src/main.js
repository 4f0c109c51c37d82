// @ts-check
/**
 * Starts what the script adds to a page: to its maps, to its lists (filters), to its diagrams (what they may not do), to
 * its links for a check-in, to review packs (to present them), to its days (how long ago they were), to its foot (of which day and commit the site is) and to
 * the search box, where a site is opened as files. Whatever matters is on the page without it. No control stands in the HTML: what needs this script is made by it.
 */

import { showBuild } from "./build-note.js";
import { startCheckInForms } from "./checkin-form.js";
import { startDaySlider } from "./day-slider.js";
import { limitDiagrams } from "./diagrams.js";
import { startListFilters } from "./list-filter.js";
import { MapPlace } from "./map-place.js";
import { findHolder } from "./neighbourhood.js";
import { startOffers } from "./on-request.js";
import { explainSearchInFiles } from "./search-box.js";

/** Let every map of the page do more than be a picture of links. */
function startMaps() {
  const drawings = [...document.querySelectorAll(".okr-map:has(.okr-map__svg)")];
  const holders = new Set(drawings.map((drawing) => findHolder(drawing)));
  for (const [place, holder] of [...holders].entries()) new MapPlace(holder, place === 0).start();
}

/** Start everything; the page is there. */
function startAll() {
  startMaps();
  startListFilters();
  startDaySlider();
  startCheckInForms();
  startOffers();
  explainSearchInFiles();
  // Without it, the foot doesn't say of which day the site is, and days stay days.
  showBuild().catch(() => {});
}

// Before the theme starts it, which it does when all of the page is there.
limitDiagrams(/** @type {any} */ (globalThis).mermaid);
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startAll);
else startAll();
