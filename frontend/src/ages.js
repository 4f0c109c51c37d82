// @ts-check
/**
 * Says of days how long ago they were: "5 days ago". Pages hold the days themselves, so that no page changes because a
 * day has passed. On paper the days stay, because paper is read later.
 */

const DAY = 24 * 60 * 60 * 1000;
/** Beyond that, the day itself says more. */
const LONGEST = 60;

/**
 * Word the age of a day.
 *
 * @param {string} day as in 2026-11-20
 * @param {Date} now its local day is today
 * @returns {string} empty where the day itself says more: it is long ago, still to come, or no day
 */
export function wordAge(day, now) {
  const passed = (Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - Date.parse(day)) / DAY;
  if (!(passed >= 0 && passed <= LONGEST)) return "";
  if (passed === 0) return "today";
  return passed === 1 ? "yesterday" : `${passed} days ago`;
}

/** Word the ages on this page, but for its printed form. */
export function showAges() {
  /** @type {NodeListOf<HTMLTimeElement>} */
  const times = document.querySelectorAll("time.okr-age");
  const days = new Map([...times].map((time) => [time, time.textContent]));
  const showDays = () => {
    for (const [time, day] of days) time.textContent = day;
  };
  const showWords = () => {
    const now = new Date();
    for (const [time, day] of days) {
      const words = wordAge(time.dateTime, now);
      if (!words) continue;
      time.textContent = words;
      time.title = day ?? "";
    }
  };
  showWords();
  addEventListener("beforeprint", showDays);
  addEventListener("afterprint", showWords);
}
