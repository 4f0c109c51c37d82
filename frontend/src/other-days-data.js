// @ts-check
/** How goals, units and cycles stood on prepared days, from the data file of the site. Knows no document. */

import { translate } from "./words.js";

/** @typedef {import("./other-days-page.js").Status} Status */
/** @typedef {import("./other-days-page.js").Standing} Standing */
/** @typedef {[number | null, number | null, number, string]} Written progress, what was expected, which status, words */
/** @typedef {{ standings: (Written | null)[], results: Record<string, (Written | null)[]> }} GoalDays */
/** @typedef {{ page: (number | null)[], listed: (number | null)[], goals: string[] }} MeanDays */
/**
 * @typedef {object} DaysFile
 * @property {{ day: string, words: string }[]} days
 * @property {Status[]} statuses
 * @property {Record<string, GoalDays>} goals by the addresses of their pages, from the site's root
 * @property {Record<string, MeanDays>} means of units and cycles, likewise
 */

/**
 * Return what is said where nothing is known of a day.
 *
 * @returns {Standing}
 */
function makeUnknown() {
  const status = { key: "none", word: translate("Not known"), mark: "" };
  return { progress: null, expected: null, status, words: translate("not known then") };
}

/**
 * Tell whether a page is that of an objective.
 *
 * @param {string} page its address from the site's root
 */
export function isGoal(page) {
  return page.startsWith("objectives/");
}

/** All that is known of one of the days. */
export class KnownDay {
  #file;
  #place;
  #root;

  /**
   * @param {DaysFile} file
   * @param {number} place which of the days
   * @param {string} root the address of the site
   */
  constructor(file, place, root) {
    this.#file = file;
    this.#place = place;
    this.#root = root;
  }

  get words() {
    return this.#file.days[this.#place]?.words ?? "";
  }

  get day() {
    return this.#file.days[this.#place]?.day ?? "";
  }

  /**
   * Return an address as the file has it: from the site's root, without what leads to a place on the page.
   *
   * @param {string} address
   * @returns {string | null} null for one of another site
   */
  shorten(address) {
    const page = address.split(/[?#]/u, 1)[0] ?? "";
    return page.startsWith(this.#root) ? page.slice(this.#root.length) : null;
  }

  /**
   * @param {string} page the page of an objective
   * @returns {Standing}
   */
  getGoal(page) {
    return this.#find(this.#file.goals[page]?.standings) ?? makeUnknown();
  }

  /**
   * Return how the key results of an objective stood, by their anchors, in the order in which pages have them.
   *
   * @param {string} page
   * @returns {Map<string, Standing>}
   */
  getResults(page) {
    const results = this.#file.goals[page]?.results ?? {};
    return new Map(Object.entries(results).map(([anchor, standings]) => [anchor, this.#find(standings) ?? makeUnknown()]));
  }

  /**
   * @param {string} page that of a unit or a cycle
   * @returns {{ page: number | null, listed: number | null, statuses: Status[] } | null} null for any other page
   */
  getMean(page) {
    const mean = this.#file.means[page];
    if (!mean) return null;
    const statuses = mean.goals.flatMap((goal) => this.#find(this.#file.goals[goal]?.standings)?.status ?? []);
    return { page: mean.page[this.#place] ?? null, listed: mean.listed[this.#place] ?? null, statuses };
  }

  /**
   * @param {(Written | null)[] | undefined} standings
   * @returns {Standing | null}
   */
  #find(standings) {
    const written = standings?.[this.#place];
    const status = written && this.#file.statuses[written[2]];
    return status ? { progress: written[0], expected: written[1], status, words: written[3] } : null;
  }
}
