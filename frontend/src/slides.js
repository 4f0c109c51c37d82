// @ts-check
/** What a presentation decides, without a document: which slide a key leads to, how long a slide stays. */

/** Seconds that a slide stays on a wall where the address doesn't say it, and what it may say. */
export const USUAL_SECONDS = 20;
const LEAST_SECONDS = 5;
const MOST_SECONDS = 3600;

/** Keys that go a slide on or back; presenters and remote controls send the pages. */
const ON = new Set(["ArrowRight", "ArrowDown", "PageDown", " "]);
const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);
const SIDEWAYS = new Set(["ArrowRight", "ArrowLeft"]);

/**
 * Find the slide that a key leads to.
 *
 * @param {{ key: string, shiftKey: boolean }} event
 * @param {number} current
 * @param {number} number of slides, which are counted from 1
 * @param {{ above: boolean, below: boolean }} hidden what of the slide can be scrolled to, which comes first
 * @returns {number | null} null where the key is left to the browser
 */
export function findNextSlide({ key, shiftKey }, current, number, hidden) {
  if (key === "Home") return 1;
  if (key === "End") return number;
  const back = BACK.has(key) || (key === " " && shiftKey);
  if (!back && !ON.has(key)) return null;
  if (!SIDEWAYS.has(key) && (back ? hidden.above : hidden.below)) return null;
  return Math.min(Math.max(current + (back ? -1 : 1), 1), number);
}

/**
 * Read the slide that an address names: `#3`.
 *
 * @param {string} hash
 * @param {number} number of slides
 */
export function readSlide(hash, number) {
  const named = /^#([1-9]\d{0,3})$/u.exec(hash);
  return named ? Math.min(Number(named[1]), number) : 1;
}

/**
 * Read how many seconds a slide stays on a wall: `?wall=30`.
 *
 * @param {string} typed
 */
export function readSeconds(typed) {
  const seconds = typed.trim() === "" ? Number.NaN : Number(typed);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, LEAST_SECONDS), MOST_SECONDS) : USUAL_SECONDS;
}
