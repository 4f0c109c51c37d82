// @ts-check
/**
 * What a map can do beyond being a picture of links: light up what hangs together, filter, zoom, pan, walk by keys,
 * unfold what a large one leaves out; and how long ago days were. Everything is on the page without it. No control
 * stands in the HTML: what needs this script is made by it.
 */

import { showAges } from "./ages.js";
import { readBuildNote, showBuildNote } from "./build-note.js";
import { MapPlace } from "./map-place.js";
import { holderOf } from "./neighbourhood.js";
import { explainSearchInFiles } from "./search-box.js";

function startMaps() {
  const drawings = [...document.querySelectorAll(".okr-map:has(.okr-map__svg)")];
  const holders = new Set(drawings.map((drawing) => holderOf(drawing)));
  for (const [place, holder] of [...holders].entries()) new MapPlace(holder, place === 0).start();
}

async function showBuild() {
  const note = await readBuildNote();
  if (!note) return;
  showAges(note.day);
  showBuildNote(note);
}

function start() {
  startMaps();
  explainSearchInFiles();
  // Without it, the foot doesn't say of which day the site is, and days stay days.
  showBuild().catch(() => {});
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
