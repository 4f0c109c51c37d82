import assert from "node:assert/strict";
import { test } from "node:test";

import { findNextSlide, readSeconds, readSlide, USUAL_SECONDS } from "../src/slides.js";

const WHOLE = { above: false, below: false };

/** Where a key leads from the third of five slides. */
function press(key, { shiftKey = false, current = 3, hidden = WHOLE } = {}) {
  return findNextSlide({ key, shiftKey }, current, 5, hidden);
}

test("keys of keyboards and of presenters go on, back and to the ends, and no further", () => {
  for (const key of ["ArrowRight", "ArrowDown", "PageDown", " "]) assert.equal(press(key), 4);
  for (const key of ["ArrowLeft", "ArrowUp", "PageUp"]) assert.equal(press(key), 2);
  assert.equal(press(" ", { shiftKey: true }), 2);
  assert.deepEqual([press("Home"), press("End")], [1, 5]);
  assert.deepEqual([press("PageUp", { current: 1 }), press("PageDown", { current: 5 })], [1, 5]);
  for (const key of ["Tab", "a", "Enter"]) assert.equal(press(key), null);
});

test("a slide that is higher than the screen is scrolled before it is turned", () => {
  const hidden = { above: false, below: true };
  assert.equal(press("PageDown", { hidden }), null);
  assert.equal(press(" ", { hidden }), null);
  assert.equal(press("PageUp", { hidden }), 2);
  assert.equal(press("ArrowRight", { hidden }), 4);
  assert.equal(press(" ", { shiftKey: true, hidden: { above: true, below: false } }), null);
});

test("an address names a slide that is there", () => {
  assert.deepEqual(["#3", "#9", "", "#0", "#x", "#3x"].map((hash) => readSlide(hash, 5)), [3, 5, 1, 1, 1, 1]);
});

test("a wall turns after the seconds of its address, within reason", () => {
  assert.deepEqual(["", "30", "0", "1e9", "soon"].map((typed) => readSeconds(typed)), [USUAL_SECONDS, 30, 5, 3600, USUAL_SECONDS]);
});
