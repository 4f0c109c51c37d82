import assert from "node:assert/strict";
import { test } from "node:test";

import { countStatuses, describePoints, readCell } from "../src/day-slider.js";

test("a cell says a share and a status, or that nothing was known", () => {
  assert.deepEqual(readCell("45% at risk", "at risk"), { percent: 45, status: "at risk" });
  assert.deepEqual(readCell("–", ""), { percent: null, status: "" });
});

test("how goals stood on a day is counted, the most frequent first", () => {
  const cells = [["40%", "at risk"], ["90%", "on track"], ["80%", "on track"], ["–", ""]].map(([text, status]) => readCell(text, status));
  assert.equal(countStatuses(cells), "2 on track, 1 at risk, 1 without a number");
  assert.equal(countStatuses([]), "");
});

test("points are those since the day, and none where a number is missing", () => {
  const [low, high, none] = ["40%", "45%", "–"].map((text) => readCell(text, ""));
  assert.deepEqual([describePoints(low, high), describePoints(high, low), describePoints(low, low)], ["+5", "−5", "0"]);
  assert.equal(describePoints(none, high), "");
});
