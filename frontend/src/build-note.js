// @ts-check
/**
 * Says at the foot of a page of which day and commit the site is. Pages don't hold that themselves: each would change
 * with every commit. Where a site is opened as files, nothing can be fetched, and the foot doesn't say it.
 */

import { makeElement } from "./page.js";

/** @typedef {{ day: string, words: string, commit: string, commit_url: string }} BuildNote */

/**
 * Fetch what the build says of itself.
 *
 * @returns {Promise<BuildNote | null>} null where nothing can be fetched
 */
export async function readBuildNote() {
  const data = document.querySelector(".okr-source a[href$='data/okr.json']");
  if (!(data instanceof HTMLAnchorElement) || !/^https?:$/u.test(location.protocol)) return null;
  const answer = await fetch(new URL("build.json", data.href));
  return answer.ok ? answer.json() : null;
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
  const sentence = makeElement("span", { class: "okr-build" }, "Data as of ", makeElement("time", { datetime: day }, words));
  if (commit) {
    const code = makeElement("code", {}, commit);
    sentence.append(", commit ", url ? makeElement("a", { href: url }, code) : code);
  }
  sentence.append(".");
  return sentence;
}
