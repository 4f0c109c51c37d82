import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { LONGEST_ADDRESS, makeAddress, makeName, writeText } from "../src/checkin-text.js";
import { findFaultOfConfidence, findFaultOfNumber } from "../src/checkin-values.js";

const cases = JSON.parse(await readFile(new URL("../../tests/model/checkin_values.json", import.meta.url), "utf8"));
const FACTS = {
  forge: "github",
  address: "https://forge.example/org/repo/new/main",
  folder: "content/teams/booking/checkins",
  objective: "2026-Q4/two-taps",
  comma: false,
  results: [],
};
const CHECK_IN = { day: "2026-11-20", by: "Sana Öz", note: "", status: "", now: { paid: "44%" }, confidence: {} };

for (const { typed, unit, comma = false, fine } of cases.numbers) {
  test(`the number ${typed} in ${unit || "no unit"} is ${fine ? "fine" : "refused"}`, () => {
    assert.equal(findFaultOfNumber(typed, { unit, comma }) === "", fine);
  });
}

for (const { typed, comma = false, fine } of cases.confidences) {
  test(`the confidence ${typed} is ${fine ? "fine" : "refused"}`, () => {
    assert.equal(findFaultOfConfidence(typed, comma) === "", fine);
  });
}

test("a file holds what was typed, and nothing else", () => {
  const text = writeText(FACTS, { ...CHECK_IN, status: "at risk", note: 'a "b": c\n--> #d', confidence: { paid: "60%" } });
  assert.equal(
    text,
    'objective: 2026-Q4/two-taps\ndate: 2026-11-20\nby: "Sana Öz"\nstatus: at risk\nnote: "a \\"b\\": c\\n--> #d"\n' +
      'now:\n  paid: "44%"\nconfidence:\n  paid: "60%"\n',
  );
});

test("what nobody sees is left out, but for what flags and scripts need", () => {
  const scotland = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}";
  const text = writeText(FACTS, { ...CHECK_IN, note: `a\u202Eb\u200Bc\uD800 ${scotland} a\u200Db` });
  assert.match(text, /note: "abc .* a\u200Db"/u);
  assert.ok(text.includes(scotland));
});

test("two people, and somebody without a name, write different files", () => {
  assert.equal(makeName(FACTS, CHECK_IN, "0930"), "2026-11-20-sana-oz-two-taps.yml");
  assert.equal(makeName(FACTS, { ...CHECK_IN, by: "" }, "0930"), "2026-11-20-0930-two-taps.yml");
  assert.equal(makeName(FACTS, { ...CHECK_IN, by: "…" }, "0930"), "2026-11-20-0930-two-taps.yml");
});

test("GitHub and Gitea are given the name and the text", () => {
  const { address, holdsText } = makeAddress(FACTS, "a.yml", "x: 1 + 1\n");
  const url = new URL(address);
  assert.ok(holdsText);
  assert.equal(url.pathname, "/org/repo/new/main/content/teams/booking");
  assert.equal(url.searchParams.get("filename"), "checkins/a.yml");
  assert.equal(url.searchParams.get("value"), "x: 1 + 1\n");
});

test("what is too long for an address, and all text for GitLab, is pasted", () => {
  const long = makeAddress(FACTS, "a.yml", "ä".repeat(2000));
  assert.ok(!long.holdsText && long.address.length < LONGEST_ADDRESS);
  const gitlab = makeAddress({ ...FACTS, forge: "gitlab" }, "a.yml", "x: 1\n");
  assert.ok(!gitlab.holdsText);
  assert.equal(new URL(gitlab.address).searchParams.get("file_name"), "content/teams/booking/checkins/a.yml");
});
