/**
 * What the script makes of cases: of objectives as the site's data has them, and of key results that are moved. Run by
 * itself it reads such cases from its input and writes what comes out, for tests that have very many.
 */

import { text } from "node:stream/consumers";

import { loadLineage } from "../src/what-if-data.js";
import { WhatIf } from "../src/what-if-numbers.js";

/**
 * Return the progress, and the mean of what contributes, of a moved objective and of all above it.
 *
 * @param {{objectives: import("../src/what-if-numbers.js").Objective[], moved: Record<string, any>}} given
 */
export async function computeCase({ objectives, moved }) {
  const [first] = Object.keys(moved);
  const read = (unit, cycle) =>
    Promise.resolve(objectives.filter((one) => one.team === unit && one.cycle === cycle));
  const lineage = await loadLineage(first.split("#")[0], read);
  const numbers = new WhatIf(lineage, new Map(Object.entries(moved)));
  return Object.fromEntries([...lineage.keys()].map((ref) => [ref, [numbers.getProgress(ref), numbers.getAligned(ref)]]));
}

if (import.meta.main) {
  const cases = JSON.parse(await text(process.stdin));
  process.stdout.write(JSON.stringify(await Promise.all(cases.map((one) => computeCase(one)))));
}
