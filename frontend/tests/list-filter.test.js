import assert from "node:assert/strict";
import { test } from "node:test";

import { countValues, formatCsv, formatJson } from "../src/list-filter.js";

/** @param {Partial<Record<string, string>>} fields */
const row = ({ title = "", team = "", status = "", owner = "", note = "" }) => ({
  element: /** @type {any} */ (null),
  facets: { team, status, owner, cycle: "" },
  title,
  address: "https://okr.example.org/o/",
  progress: "40%",
  note,
});

test("values are counted and sorted, and nothing counts nothing", () => {
  assert.deepEqual([...countValues(["Sales", "", "Ärzte", "Sales", "Support"])], [["Ärzte", 1], ["Sales", 2], ["Support", 1]]);
});

test("a table names the columns that hold something, and quotes what needs it", () => {
  const text = formatCsv([row({ title: 'Say "yes", twice', team: "Sales" }), row({ title: "Two\nlines", team: "Sales" })]);
  assert.equal(
    text,
    "title,team,progress,address\r\n" +
      '"Say ""yes"", twice",Sales,40%,https://okr.example.org/o/\r\n' +
      '"Two\nlines",Sales,40%,https://okr.example.org/o/\r\n',
  );
});

test("no cell begins a formula", () => {
  for (const begin of ["=", "+", "-", "@", "\t", "\r"]) {
    const [, line] = formatCsv([row({ title: `${begin}HYPERLINK(1)` })]).split(/\r\n(?=['"])/u);
    assert.match(line ?? "", /^"?'/u);
  }
});

test("JSON has each row with all its fields", () => {
  const [read] = JSON.parse(formatJson([row({ title: "Grow", owner: "Anna", status: "At risk" })]));
  assert.deepEqual(read, {
    title: "Grow", team: "", status: "At risk", owner: "Anna", cycle: "", progress: "40%", note: "",
    address: "https://okr.example.org/o/",
  });
});
