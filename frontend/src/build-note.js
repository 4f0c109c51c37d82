// @ts-check
/**
 * Says at the foot of a page of which day and commit the site is. Pages don't hold that themselves: each would change
 * with every commit. Where a site is opened as files, nothing can be fetched, and the foot doesn't say it.
 */

import { makeElement } from "./page.js";

/** @typedef {{ day: string, words: string, commit: string, commit_url: string }} BuildNote */

/** Fetch what the build says of itself, and put it into the foot, unless the page says it already. */
export async function showBuildNote() {
  const foot = document.querySelector(".okr-source");
  const data = foot?.querySelector("a[href$='data/okr.json']");
  if (!foot || !(data instanceof HTMLAnchorElement) || foot.querySelector(".okr-build")) return;
  if (!/^https?:$/u.test(location.protocol)) return;
  const answer = await fetch(new URL("build.json", data.href));
  if (answer.ok) foot.querySelector("p")?.append(" ", makeSentence(await answer.json()));
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
