// @ts-check
/** The values that somebody may try on a key result: how far a slider goes, and how the address writes them down. */

/** @typedef {import("./what-if-numbers.js").KeyResult} KeyResult */
/** @typedef {import("./what-if-numbers.js").Value} Value */

export const LEVEL_NAMES = ["none", "commit", "target", "stretch"];
/** Into how many steps a slider is divided, about. */
const STEPS = 100;

/**
 * Tell whether something can be tried on a key result: one that is a sum moves with its parts, and of one whose numbers
 * are withheld nobody knows where it stands.
 *
 * @param {KeyResult} keyResult
 */
export function canMove(keyResult) {
  return !keyResult.withheld && !keyResult.sum_of && keyResult.kind !== null && keyResult.kind !== "baseline";
}

/**
 * Return what a slider goes through: from the start to the target, or around a range. It reaches where the key result
 * stands, too.
 *
 * @param {KeyResult} keyResult
 */
export function chooseScale({ from, to, keep, now }) {
  const stands = typeof now === "number" ? [now] : [];
  let ends = [from, to, ...stands].filter((end) => end !== null);
  if (keep) {
    const [low, high] = [keep.low ?? keep.high ?? 0, keep.high ?? keep.low ?? 0];
    const width = high - low || Math.abs(low) || 1;
    ends = [low - width, high + width, ...stands];
  }
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const step = roundStep((most - least) / STEPS);
  return { min: Math.floor(least / step) * step, max: Math.ceil(most / step) * step, step };
}

/**
 * Return the next smaller one of 1, 2, 5, 10, 20 …, or of their tenths.
 *
 * @param {number} step
 */
function roundStep(step) {
  if (!(step > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(step));
  const digit = step / power;
  return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power;
}

/**
 * Return where a key result stands, as it could be tried.
 *
 * @param {KeyResult} keyResult
 * @returns {Value | null}
 */
export function findPublished(keyResult) {
  const { kind, milestones, progress, now } = keyResult;
  if (kind === "milestones") return (milestones ?? []).map((step) => step.done);
  return kind === "yes-no" ? progress : now;
}

/** @param {Value} value */
export function writeValue(value) {
  return Array.isArray(value) ? value.map(Number).join("") : String(value);
}

/**
 * Read what the address says of a key result; what can't be tried on it is null.
 *
 * @param {KeyResult} keyResult
 * @param {string} text
 * @returns {Value | null}
 */
export function readValue(keyResult, text) {
  if (!canMove(keyResult)) return null;
  if (keyResult.kind === "levels") return LEVEL_NAMES.includes(text) ? text : null;
  if (keyResult.kind === "milestones") return readSteps(text, keyResult.milestones?.length ?? 0);
  if (keyResult.kind === "yes-no" && text !== "0" && text !== "1") return null;
  const number = text.trim() ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

/**
 * @param {string} text a 1 for each step that is done, and a 0 for the others
 * @param {number} count
 */
function readSteps(text, count) {
  return /^[01]+$/u.test(text) && text.length === count ? Array.from(text, (sign) => sign === "1") : null;
}

/**
 * Read what is tried from the query of an address: `what-if=revenue:80`, one for each key result.
 *
 * @param {URLSearchParams} query
 * @param {readonly KeyResult[]} keyResults
 * @returns {Map<string, Value>} by the references of key results
 */
export function readMoved(query, keyResults) {
  /** @type {Map<string, Value>} */
  const moved = new Map();
  for (const text of query.getAll("what-if")) {
    const end = text.indexOf(":");
    const keyResult = keyResults.find((one) => one.id === text.slice(0, end));
    const value = keyResult ? readValue(keyResult, text.slice(end + 1)) : null;
    if (keyResult && value !== null) moved.set(keyResult.ref, value);
  }
  return moved;
}

/**
 * Write into a query what is tried.
 *
 * @param {URLSearchParams} query
 * @param {ReadonlyMap<string, Value>} moved
 */
export function writeMoved(query, moved) {
  query.delete("what-if");
  for (const [ref, value] of moved) query.append("what-if", `${ref.slice(ref.indexOf("#") + 1)}:${writeValue(value)}`);
}
