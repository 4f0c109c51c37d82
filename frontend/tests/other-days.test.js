import assert from "node:assert/strict";
import { test } from "node:test";

import { KnownDay, isGoal } from "../src/other-days-data.js";
import { layOutBar, writePercent } from "../src/other-days-page.js";

const ROOT = "https://okrs.example/site/";
const FILE = {
  days: [{ day: "2026-10-01", words: "1 October 2026" }, { day: "2026-10-31", words: "31 October 2026" }],
  statuses: [{ key: "on", word: "On track", mark: "M0" }, { key: "off", word: "Off track", mark: "M1" }],
  goals: {
    "objectives/a/2026-Q4/one/": { standings: [null, [40, 33, 0, "7 points ahead of the expected 33%"]], results: { one_k: [null, [40, 33, 1, "0 → 10, now 4"]] } },
    "objectives/a/2026-Q4/two/": { standings: [[0, null, 1, ""], [10, 33, 1, ""]], results: {} },
  },
  means: { "teams/a/": { page: [0, 25], listed: [null, 24], goals: ["objectives/a/2026-Q4/one/", "objectives/a/2026-Q4/two/"] } },
};

test("an address is known from the site's root, whatever it leads to on the page", () => {
  const day = new KnownDay(FILE, 1, ROOT);
  assert.equal(day.shorten(`${ROOT}teams/a/?as-of=2026-10-31#kpis`), "teams/a/");
  assert.equal(day.shorten("https://elsewhere.example/site/teams/a/"), null);
  assert.ok(isGoal("objectives/a/2026-Q4/one/"));
  assert.ok(!isGoal("teams/a/"));
});

test("a goal stands as it did on that day, and nothing is made up of what isn't known", () => {
  const [first, second] = [new KnownDay(FILE, 0, ROOT), new KnownDay(FILE, 1, ROOT)];
  const { progress, expected, status } = second.getGoal("objectives/a/2026-Q4/one/");
  assert.deepEqual([progress, expected, status.word], [40, 33, "On track"]);
  assert.deepEqual([...second.getResults("objectives/a/2026-Q4/one/")].map(([anchor, { words }]) => [anchor, words]), [["one_k", "0 → 10, now 4"]]);
  for (const page of ["objectives/a/2026-Q4/one/", "objectives/b/2026-Q4/later/"]) {
    assert.deepEqual([first.getGoal(page).progress, first.getGoal(page).status.word], [null, "Not known"]);
  }
});

test("a unit has the means of that day, and the statuses of the goals that were there", () => {
  const unit = new KnownDay(FILE, 0, ROOT).getMean("teams/a/");
  assert.deepEqual([unit.page, unit.listed, unit.statuses.map(({ key }) => key)], [0, null, ["off"]]);
  assert.equal(new KnownDay(FILE, 1, ROOT).getMean("teams/a/").statuses.length, 2);
  assert.equal(new KnownDay(FILE, 1, ROOT).getMean("teams/b/"), null);
});

test("a bar is filled to the value, with the gap to what was expected, and never longer than its rail", () => {
  assert.deepEqual(layOutBar(40, 55), { fill: 40, gap: 15, tick: 55 });
  assert.deepEqual(layOutBar(112, 55), { fill: 100, gap: 0, tick: 55 });
  assert.deepEqual(layOutBar(null, 55), { fill: 0, gap: 0, tick: 55 });
  assert.deepEqual(layOutBar(-8, null), { fill: 0, gap: 0, tick: 0 });
  assert.deepEqual([writePercent(40), writePercent(null)], ["40%", "–"]);
});
