import assert from "node:assert/strict";
import { test } from "node:test";

import { wordAge } from "../src/ages.js";

const TODAY = "2026-11-20";

test("an age is told in days, up to two months", () => {
  assert.equal(wordAge("2026-11-20", TODAY), "today");
  assert.equal(wordAge("2026-11-19", TODAY), "yesterday");
  assert.equal(wordAge("2026-11-06", TODAY), "14 days ago");
  assert.equal(wordAge("2026-09-21", TODAY), "60 days ago");
});

test("a day tells it itself if it is longer ago, still to come, or none", () => {
  for (const day of ["2026-09-20", "2026-11-21", "soon", ""]) assert.equal(wordAge(day, TODAY), "");
});

test("an hour more or less at the change of the clocks is no day", () => {
  assert.equal(wordAge("2026-10-24", "2026-10-26"), "2 days ago");
  assert.equal(wordAge("2026-03-28", "2026-03-30"), "2 days ago");
});
