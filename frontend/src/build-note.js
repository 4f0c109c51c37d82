// @ts-check
/**
 * Says at the foot of a page of which day and commit the site is. Pages don't hold that themselves: each would change
 * with every commit. Where a site is opened as files and is no offline copy, nothing can be loaded, and the foot doesn't say it.
 */

import { showAges } from "./ages.js";
import { makeElement } from "./page.js";
import { canLoadData, findSiteRoot, loadData } from "./site-data.js";
import { fillWithNodes, translate } from "./words.js";

/** @typedef {{ day: string, words: string, commit: string, commit_url: string }} BuildNote */

/**
 * Load what the build says of itself.
 *
 * @returns {Promise<BuildNote | null>} null where nothing can be loaded
 */
export function readBuildNote() {
  const root = findSiteRoot();
  return root === null || !canLoadData() ? Promise.resolve(null) : loadData(new URL("data/build.json", root));
}

/**
 * Put what the build says of itself into the foot, unless the page says it already.
 *
 * @param {BuildNote} note
 */
export function showBuildNote(note) {
  const foot = document.querySelector(".okr-source");
  if (!foot?.querySelector(".okr-build")) foot?.querySelector("p")?.append(" ", makeSentence(note));
}

/** @param {BuildNote} note */
function makeSentence({ day, words, commit, commit_url: url }) {
  const code = makeElement("code", {}, commit);
  const nodes = { day: makeElement("time", { datetime: day }, words), commit: url ? makeElement("a", { href: url }, code) : code };
  const text = commit ? translate("Data as of {day}, commit {commit}.") : translate("Data as of {day}.");
  return makeElement("span", { class: "okr-build" }, ...fillWithNodes(text, nodes));
}

/** Say what depends on the build: the ages of days, and the note at the foot. */
export async function showBuild() {
  const note = await readBuildNote();
  if (!note) return;
  showAges(note.day);
  showBuildNote(note);
}
