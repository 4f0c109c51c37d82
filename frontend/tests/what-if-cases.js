/**
 * What the script makes of cases: of objectives as the site's data has them, and of key results that are moved. Run by
 * itself it reads such cases from its input and writes what comes out, for tests that have very many.
 */

import { text } from "node:stream/consumers";

import { loadLineage } from "../src/what-if-data.js";
import { WhatIf } from "../src/what-if-numbers.js";
import { WhatIfStatus, computeUnitMean } from "../src/what-if-status.js";

/**
 * Return the progress, and the mean of what contributes, of a moved objective and of all above it.
 *
 * @param {{objectives: import("../src/what-if-numbers.js").Objective[], moved: Record<string, any>}} given
 */
export async function computeCase({ objectives, moved }) {
  const { lineage, numbers } = await calculate(objectives, moved);
  return Object.fromEntries([...lineage.keys()].map((ref) => [ref, [numbers.getProgress(ref), numbers.getAligned(ref)]]));
}

/**
 * Return the words that are said of these, and the means of the units that they belong to, by unit and cycle.
 *
 * @param {{objectives: import("../src/what-if-numbers.js").Objective[], moved: Record<string, any>, rules: any}} given
 */
async function computeWords({ objectives, moved, rules }) {
  const { lineage, numbers } = await calculate(objectives, moved);
  const status = new WhatIfStatus(lineage, numbers, rules);
  const groups = Map.groupBy(objectives, (one) => `${one.team}/${one.cycle}`);
  const getProgress = (one) => lineage.has(one.ref) ? numbers.getProgress(one.ref) : one.progress;
  return {
    words: Object.fromEntries([...lineage.keys()].map((ref) => [ref, status.getWord(ref)])),
    means: Object.fromEntries([...groups].map(([key, group]) => [key, computeUnitMean(group, getProgress)])),
  };
}

/**
 * @param {import("../src/what-if-numbers.js").Objective[]} objectives
 * @param {Record<string, any>} moved
 */
async function calculate(objectives, moved) {
  const [first] = Object.keys(moved);
  const read = (unit, cycle) =>
    Promise.resolve(objectives.filter((one) => one.team === unit && one.cycle === cycle));
  const lineage = await loadLineage(first.split("#")[0], read);
  return { lineage, numbers: new WhatIf(lineage, new Map(Object.entries(moved))) };
}

if (import.meta.main) {
  const cases = JSON.parse(await text(process.stdin));
  const answer = async (one) => {
    const [numbers, { words, means }] = await Promise.all([computeCase(one), computeWords(one)]);
    return { numbers, words, means };
  };
  process.stdout.write(JSON.stringify(await Promise.all(cases.map((one) => answer(one)))));
}
