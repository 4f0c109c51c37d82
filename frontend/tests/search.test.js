import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { excerpt, markWords, unescapeHtml } from "../src/search/excerpt.js";
import { search } from "../src/search/query.js";
import { Shards } from "../src/search/shards.js";
import { beginsNearly, listWords } from "../src/search/words.js";
import { makeShards } from "./indexes.js";

const COMPANY = [
  { location: "teams/dispatch/", title: "Dispatch", level: 2 },
  { location: "teams/dispatch/2026-Q4/", title: "Dispatch, Q4 2026", level: 2 },
  { location: "teams/dispatch/2026-Q4/#wait", title: "Halve the wait", text: "dispatch/2026-Q4/wait Mira Kaya", level: 2 },
  { location: "teams/dispatch/2025-Q4/", title: "Dispatch, Q4 2025" },
  { location: "teams/dispatch/2025-Q4/#wait", title: "Halve the wait", text: "dispatch/2025-Q4/wait" },
  { location: "people/mira/", title: "Mira Kaya", text: "Dispatch" },
  { location: "people/jorg/", title: "Jörg Åkesson" },
];

async function find(query, entries = COMPANY, cut = []) {
  const results = await search(makeShards(entries, cut).shards, query);
  return results.map((group) => group[0].location);
}

test("the words of a text are those that the index was made of", async () => {
  const same = await readFile(new URL("../../tests/search/words.json", import.meta.url), "utf8");
  for (const [text, words] of Object.entries(JSON.parse(same))) assert.deepEqual(listWords(text), words);
});

test("an exact name comes first, before what only mentions it", async () => {
  assert.equal((await find("dispatch"))[0], "teams/dispatch/");
  assert.equal((await find("Mira Kaya"))[0], "people/mira/");
});

test("the running cycle comes before older ones", async () => {
  assert.deepEqual(await find("halve wait"), ["teams/dispatch/2026-Q4/#wait", "teams/dispatch/2025-Q4/#wait"]);
});

test("an id finds its objective, on the page of its cycle", async () => {
  const [[objective, page]] = await search(makeShards(COMPANY).shards, "dispatch/2025-Q4/wait");
  assert.deepEqual([objective.location, page.location], ["teams/dispatch/2025-Q4/#wait", "teams/dispatch/2025-Q4/"]);
});

test("half a word finds it, and accents need not be typed", async () => {
  assert.deepEqual(await find("akess"), ["people/jorg/"]);
  assert.deepEqual(await find("JORG"), ["people/jorg/"]);
});

test("all words have to be there", async () => {
  assert.deepEqual(await find("mira wait"), ["teams/dispatch/2026-Q4/#wait"]);
  assert.deepEqual(await find("mira xylophone"), []);
  assert.deepEqual(await find(" … "), []);
});

test("one letter of a longer word may be wrong", async () => {
  assert.equal((await find("dispacth"))[0], "teams/dispatch/");
  assert.deepEqual(await find("wqit"), [], "of a short one it may not");
  const typed = ["halve", "halv", "hallve", "have", "havle", "hawve", "hollve"];
  assert.deepEqual(typed.map((word) => beginsNearly(word, "halve")), [true, true, true, true, true, true, false]);
});

test("of words that are everywhere the entry itself tells whether it holds them", async () => {
  const locations = await find("the mira", COMPANY, ["the"]);
  assert.deepEqual(locations, ["teams/dispatch/2026-Q4/#wait"]);
  const both = await find("the wait", COMPANY, ["the", "wait"]);
  assert.deepEqual(both, ["teams/dispatch/2026-Q4/#wait"]);
});

test("a file is loaded once, and none that is not needed", async () => {
  const { shards, asked } = makeShards(COMPANY);
  await search(shards, "mira");
  await search(shards, "mira k");
  assert.deepEqual(asked, ["terms-m.json", "entries-0.json", "terms-k.json"]);
  assert.deepEqual(await search(shards, "xylophone"), []);
  assert.equal(asked.length, 3);
});

test("what could not be loaded is asked for again", async () => {
  let tries = 0;
  const load = () => {
    tries += 1;
    return Promise.reject(new Error("offline"));
  };
  const shards = new Shards(load, { bits: 0, leaves: ["a"], nodes: [] });
  await assert.rejects(search(shards, "all"));
  await assert.rejects(search(shards, "all"));
  assert.equal(tries, 2);
});

test("where words are divided by their letters, the longest beginning has them", () => {
  const shards = new Shards(() => Promise.reject(new Error("none")), { bits: 12, leaves: ["a", "da", "de"], nodes: ["d"] });
  assert.deepEqual(["alpha", "d", "dark", "do"].map((typed) => shards.findFile(typed)), ["a", "d", "da", null]);
  assert.equal(shards.nameEntryFile("zzzzz"), "entries-fff.json");
  assert.equal(shards.nameEntryFile("-----"), "entries-0.json");
});

test("words with the names of an object's own parts are words", async () => {
  assert.deepEqual(await find("__proto__"), []);
  assert.deepEqual(await find("constructor", [{ location: "p/", title: "Constructor" }]), ["p/"]);
});

test("what is shown is a text, whatever it says", async () => {
  const title = "&lt;img src=x onerror=a()&gt; &amp;amp; &quot;b&quot; &#x27;c&#x27;";
  const [[result]] = await search(makeShards([{ location: "p/", title, text: title }]).shards, "img amp");
  for (const html of [result.title, result.text]) {
    assert.ok(!html.replaceAll(/<\/?mark(?: data-md-highlight)?>/gu, "").includes("<"));
    assert.equal(unescapeHtml(html.replaceAll(/<[^>]*>/gu, "")), unescapeHtml(title));
  }
  assert.equal(markWords("<b>", ["b"]), "&lt;<mark data-md-highlight>b</mark>&gt;");
});

test("of a long text the part is shown in which the word is", () => {
  const text = `${"before ".repeat(60)}needle${" after".repeat(60)}`;
  const html = excerpt(text, ["needle"]);
  assert.match(html, /^… before .*<mark data-md-highlight>needle<\/mark> after.* …$/u);
  assert.ok(html.length < 400);
  assert.ok(excerpt("x".repeat(5000), ["x"]).length < 400);
});
