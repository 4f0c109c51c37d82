// @ts-check
/**
 * Says of days how long ago they were on the day of the site: "5 days ago". Pages hold the days themselves, so that no
 * page changes because a day has passed. A site of a past day, and one that was not built for a week, tell the same ages
 * as their numbers do. On paper the days stay, because paper is read later.
 */

import { translate, translatePlural } from "./words.js";

const DAY = 24 * 60 * 60 * 1000;
/** Beyond that, the day itself says more. */
const LONGEST = 60;

/**
 * Word the age of a day.
 *
 * @param {string} day as in 2026-11-20
 * @param {string} today the day of the site
 * @returns {string} empty where the day itself says more: it is long ago, still to come, or no day
 */
export function wordAge(day, today) {
  const passed = (Date.parse(today) - Date.parse(day)) / DAY;
  if (!(passed >= 0 && passed <= LONGEST)) return "";
  if (passed === 0) return translate("today");
  return passed === 1 ? translate("yesterday") : translatePlural("{number} day ago", "{number} days ago", passed);
}

/**
 * Word the ages on this page, but for its printed form.
 *
 * @param {string} today the day of the site
 */
export function showAges(today) {
  /** @type {NodeListOf<HTMLTimeElement>} */
  const times = document.querySelectorAll("time.okr-age");
  const days = new Map([...times].map((time) => [time, time.textContent]));
  const showDays = () => {
    for (const [time, day] of days) time.textContent = day;
  };
  const showWords = () => {
    for (const [time, day] of days) {
      const words = wordAge(time.dateTime, today);
      if (!words) continue;
      time.textContent = words;
      time.title = day ?? "";
    }
  };
  showWords();
  addEventListener("beforeprint", showDays);
  addEventListener("afterprint", showWords);
}
