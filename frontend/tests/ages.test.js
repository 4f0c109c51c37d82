import assert from "node:assert/strict";
import { test } from "node:test";

import { wordAge } from "../src/ages.js";

const evening = new Date(2026, 10, 20, 23, 59);

test("an age is told in days, up to two months", () => {
  assert.equal(wordAge("2026-11-20", evening), "today");
  assert.equal(wordAge("2026-11-19", evening), "yesterday");
  assert.equal(wordAge("2026-11-06", evening), "14 days ago");
  assert.equal(wordAge("2026-09-21", evening), "60 days ago");
});

test("a day tells it itself if it is longer ago, still to come, or none", () => {
  for (const day of ["2026-09-20", "2026-11-21", "soon", ""]) assert.equal(wordAge(day, evening), "");
});

test("an hour more or less at the change of the clocks is no day", () => {
  assert.equal(wordAge("2026-10-24", new Date(2026, 9, 26, 0, 30)), "2 days ago");
  assert.equal(wordAge("2026-03-28", new Date(2026, 2, 30, 0, 30)), "2 days ago");
});
