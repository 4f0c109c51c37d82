// @ts-check
/** The records of an objective and of all that it leads up to by direct links, from the data files of the site. */

import { loadData } from "./site-data.js";

/** @typedef {import("./what-if-numbers.js").Objective} Objective */

/**
 * Find the objective that this page is about, in the site's data.
 *
 * @param {string} root the address of the site
 * @param {string} page the address of the page
 * @returns {string | null} null for a page of something else
 */
export function findReference(root, page) {
  const path = page.startsWith(root) ? page.slice(root.length) : "";
  const match = /^objectives\/([^/]+\/[^/]+\/[^/]+?)(?:\/|\/index\.html|\.html)?$/u.exec(path);
  return match?.[1] ? decodeURIComponent(match[1]) : null;
}

/**
 * Return what an objective and its key results contribute to, as references of objectives.
 *
 * @param {Objective} objective
 */
export function listGoals(objective) {
  const links = [objective, ...objective.key_results].flatMap((one) => one.contributes_to);
  return [...new Set(links.map((link) => link.ref.split("#", 1)[0] ?? ""))];
}

/** @typedef {import("./what-if-status.js").StatusRules} StatusRules */

/**
 * Load an objective and all that is above it.
 *
 * @param {string} ref
 * @param {(unit: string, cycle: string) => Promise<Objective[]>} read returns the objectives of a unit in a cycle
 * @returns {Promise<Map<string, Objective>>} by their references, the nearest first
 */
export async function loadLineage(ref, read) {
  /** @type {Map<string, Objective>} */
  const found = new Map();
  await addObjectives([ref], found, makeReader(read));
  return found;
}

/**
 * Add objectives, and then what is above them.
 *
 * @param {string[]} wanted
 * @param {Map<string, Objective>} found
 * @param {(ref: string) => Promise<Objective | undefined>} read
 */
async function addObjectives(wanted, found, read) {
  const records = await Promise.all(wanted.map((one) => read(one)));
  const known = records.filter((record) => record !== undefined);
  for (const record of known) found.set(record.ref, record);
  const above = [...new Set(known.flatMap((record) => listGoals(record)))].filter((one) => !found.has(one));
  if (above.length > 0) await addObjectives(above, found, read);
}

/**
 * Return what reads an objective by its reference, each file once.
 *
 * @param {(unit: string, cycle: string) => Promise<Objective[]>} read
 * @returns {(ref: string) => Promise<Objective | undefined>}
 */
function makeReader(read) {
  /** @type {Map<string, Promise<Objective[]>>} */
  const files = new Map();
  return async (ref) => {
    const [unit = "", cycle = ""] = ref.split("/");
    const file = `${unit}/${cycle}`;
    const reading = files.get(file) ?? read(unit, cycle);
    files.set(file, reading);
    const objectives = await reading;
    return objectives.find((objective) => objective.ref === ref);
  };
}

/**
 * Loads the objectives of units in cycles, and keeps all that it has loaded; a site may have all of its data in one file.
 */
export class ObjectiveFiles {
  #root;
  /** @type {Map<string, Objective[]>} by unit and cycle, as references of objectives begin */
  loaded = new Map();
  /** @type {StatusRules | null} null as long as nothing is loaded */
  rules = null;

  /** @param {string} root the address of the site */
  constructor(root) {
    this.#root = root;
  }

  /**
   * @param {string} unit
   * @param {string} cycle
   * @returns {Promise<Objective[]>}
   */
  async load(unit, cycle) {
    const whole = () => loadData(new URL("data/okr.json", this.#root));
    const data = await loadData(new URL(`data/units/${unit}/${cycle}.json`, this.#root)).catch(whole);
    /** @type {Objective[]} */
    const all = data.objectives ?? [];
    const file = `${unit}/${cycle}`;
    this.rules = data.status_rules ?? null;
    this.loaded.set(file, all.filter((one) => one.ref.startsWith(`${file}/`)));
    return all;
  }
}
