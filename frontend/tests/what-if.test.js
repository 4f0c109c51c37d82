import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { findReference, loadLineage } from "../src/what-if-data.js";
import { WhatIf } from "../src/what-if-numbers.js";
import { describeChange, formatPercent, listDetails } from "../src/what-if-results.js";
import { canMove, chooseScale, readMoved, writeMoved } from "../src/what-if-values.js";
import { computeCase } from "./what-if-cases.js";

const cases = JSON.parse(await readFile(new URL("../../tests/progress/what_if.json", import.meta.url), "utf8"));

/** @param {(number | null)[]} numbers */
const round = (numbers) => numbers.map((number) => number === null ? null : Math.round(number * 1e9) / 1e9);

for (const { purpose, objectives, moved, expected } of cases) {
  test(purpose, async () => {
    const found = await computeCase({ objectives, moved });
    assert.deepEqual(Object.keys(found).toSorted(), Object.keys(expected).toSorted());
    for (const [ref, numbers] of Object.entries(found)) assert.deepEqual(round(numbers), round(expected[ref]), ref);
  });

  test(`nothing is moved: ${purpose}`, async () => {
    const [first] = Object.keys(moved);
    const objective = objectives.find((one) => first.startsWith(`${one.ref}#`));
    const found = await computeCase({ objectives, moved: { [`${objective.ref}#nothing`]: 1 } });
    assert.deepEqual(round(found[objective.ref]), round([objective.progress, objective.aligned.direct]));
  });
}

test("each file is read once, and a circle of links ends", async () => {
  const link = (ref) => [{ ref }];
  const make = (ref, to) => ({ ref, contributes_to: link(to), key_results: [{ contributes_to: link(`${to}#k`) }] });
  const read = [];
  const lineage = await loadLineage("a/2026/one", (unit, cycle) => {
    read.push(`${unit}/${cycle}`);
    const links = [["a/2026/one", "b/2026/two"], ["b/2026/two", "a/2026/three"], ["a/2026/three", "a/2026/one"]];
    return Promise.resolve(links.map(([ref, to]) => make(ref, to)));
  });
  assert.deepEqual([...lineage.keys()], ["a/2026/one", "b/2026/two", "a/2026/three"]);
  assert.deepEqual(read, ["a/2026", "b/2026"]);
});

test("the page of an objective is known by its address, and no other", () => {
  const root = "https://okr.example.org/goals/";
  for (const ending of ["/", ".html", "/index.html", ""]) {
    assert.equal(findReference(root, `${root}objectives/a/2026-Q4/one${ending}`), "a/2026-Q4/one");
  }
  for (const other of ["teams/a/", "objectives/a/2026-Q4/one/more/", "", "company/2026/"]) {
    assert.equal(findReference(root, root + other), null);
  }
  assert.equal(findReference(root, "https://elsewhere.example.org/objectives/a/2026-Q4/one/"), null);
});

const RANGED = { keep: null, now: null };

test("a slider goes from the start to the target in round steps, and reaches where it stands", () => {
  assert.deepEqual(chooseScale({ ...RANGED, from: 0, to: 100 }), { min: 0, max: 100, step: 1 });
  assert.deepEqual(chooseScale({ ...RANGED, from: 400, to: 130 }), { min: 130, max: 400, step: 2 });
  assert.deepEqual(chooseScale({ ...RANGED, from: 0, to: 100, now: 140 }), { min: 0, max: 140, step: 1 });
  assert.deepEqual(chooseScale({ ...RANGED, from: null, to: null, keep: { low: 40, high: 60 } }), { min: 20, max: 80, step: 0.5 });
  assert.deepEqual(chooseScale({ ...RANGED, from: null, to: null, keep: { low: null, high: 5 } }).max, 10);
  assert.equal(chooseScale({ ...RANGED, from: 7, to: 7 }).step, 1);
});

test("the address keeps what is tried, and nothing that can't be", () => {
  const make = (id, kind, more = {}) => ({ ref: `a/2026/o#${id}`, id, kind, withheld: false, sum_of: null, ...more });
  const steps = [{ title: "One", done: false, weight: 1 }, { title: "Two", done: false, weight: 1 }];
  const all = [make("n", "reach"), make("y", "yes-no"), make("l", "levels"), make("m", "milestones", { milestones: steps })];
  const moved = new Map([["a/2026/o#n", -2.5], ["a/2026/o#y", 1], ["a/2026/o#l", "target"], ["a/2026/o#m", [true, false]]]);
  const query = new URLSearchParams("team=Sales&what-if=old:1");
  writeMoved(query, moved);
  assert.equal(query.toString(), "team=Sales&what-if=n%3A-2.5&what-if=y%3A1&what-if=l%3Atarget&what-if=m%3A10");
  assert.deepEqual(readMoved(query, all), moved);
  for (const odd of ["n:", "n:x", "n", "n:Infinity", "y:2", "y:", "l:best", "m:1", "m:1x", "o:3", "__proto__:1", ":"]) {
    assert.equal(readMoved(new URLSearchParams({ "what-if": odd }), all).size, 0, odd);
  }
});

test("sums, and what is withheld or has no progress, can't be moved", () => {
  const fine = { kind: "reach", withheld: false, sum_of: null };
  assert.ok(canMove(fine));
  for (const other of [{ kind: null }, { kind: "baseline" }, { withheld: true }, { sum_of: "children" }]) {
    assert.ok(!canMove({ ...fine, ...other }));
  }
});

test("changes are told in whole percent, halves up, as pages do", () => {
  assert.equal(describeChange(formatPercent(0.425), formatPercent(0.574)), "43% → 57%");
  assert.equal(describeChange(formatPercent(null), formatPercent(0)), "no data → 0%");
  assert.equal(describeChange(formatPercent(0.301), formatPercent(0.304)), "stays 30%");
  for (const share of [0.145, 0.285, 0.565, 0.575]) {
    assert.equal(formatPercent(share), `${Math.trunc(share * 100) + 1}%`, "what a binary number lacks is no part of it");
  }
});

test("of a goal above it is told what becomes of its sums and of what contributes", () => {
  const { objectives, moved } = cases.find(({ purpose }) => purpose.startsWith("A sum is that of its parts"));
  const byRef = new Map(objectives.map((one) => [one.ref, one]));
  const numbers = new WhatIf(byRef, new Map(Object.entries(moved)));
  assert.deepEqual(listDetails(byRef.get("company/2026-Q4/goal"), numbers), [
    "Result 0, a sum: EUR 80 → EUR 120 (25% → 50%)",
    "What contributes directly: 35% → 52%",
  ]);
});
