// @ts-check
/** Numbers are rounded in pages and their scripts in one way. */

/** So many parts of one are told apart before a number is rounded. */
const EXACT = 1e9;

/**
 * Round as readers do, halves up: what a number loses by being binary is no part of it.
 *
 * @param {number} value
 */
export function roundHalfUp(value) {
  return Math.floor(Math.floor(value * EXACT + 0.5) / EXACT + 0.5);
}
