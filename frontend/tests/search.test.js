import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { makeExcerpt, markWords, unescapeHtml } from "../src/search/excerpt.js";
import { searchIndex } from "../src/search/query.js";
import { Shards } from "../src/search/shards.js";
import { beginsNearly, listWords } from "../src/search/words.js";
import { makeShards } from "./indexes.js";

const ELEMENTS = /<\/?mark(?: data-md-highlight)?>/gu;
const exactly = (typed) => [{ typed, isNear: false }];

async function find(query) {
  const results = await searchIndex(makeShards().shards, query);
  return results.map((group) => group[0].location);
}

async function findTitles(query) {
  const results = await searchIndex(makeShards().shards, query);
  return results.flat().map((item) => item.title);
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
  const [[objective, page]] = await searchIndex(makeShards().shards, "dispatch/2025-Q4/wait");
  assert.deepEqual([objective.location, page.location], ["teams/dispatch/2025-Q4/#wait", "teams/dispatch/2025-Q4/"]);
});

test("half a word finds it, and accents need not be typed", async () => {
  assert.deepEqual(await find("akess"), ["people/jorg/"]);
  assert.deepEqual(await find("JORG"), ["people/jorg/"]);
});

test("of a letter that many words begin with, the best are found", async () => {
  assert.equal((await find("w"))[0], "teams/dispatch/2026-Q4/#wait");
});

test("a tag finds its page", async () => {
  assert.deepEqual(await find("working together"), ["handbook/"]);
});

test("all words have to be there", async () => {
  assert.deepEqual(await find("mira wait"), ["teams/dispatch/2026-Q4/#wait"]);
  assert.deepEqual(await find("mira xylophone"), []);
  assert.deepEqual(await find(" … "), []);
});

test("one letter of a longer word may be wrong", async () => {
  assert.equal((await find("dispacth"))[0], "teams/dispatch/");
  assert.deepEqual(await find("mria"), [], "of a short one it may not");
  const typed = ["halve", "halv", "hallve", "have", "havle", "hawve", "hollve"];
  assert.deepEqual(typed.map((word) => beginsNearly(word, "halve")), [true, true, true, true, true, true, false]);
});

test("a word with a wrong letter is marked only where no better one was found", async () => {
  assert.deepEqual(await findTitles("handbook"), ["<mark data-md-highlight>Handbook</mark>"]);
  assert.deepEqual(await findTitles("hamdbook"), ["<mark data-md-highlight>Handbook</mark>"]);
  const text = "Distances and distanves";
  const marked = (isNear) => markWords(text, [{ typed: "distances", isNear }]).replaceAll(ELEMENTS, "*");
  assert.equal(marked(false), "*Distances* and distanves");
  assert.equal(marked(true), "*Distances* and *distanves*");
  assert.match(makeExcerpt(`${"distanves ".repeat(60)}distances`, exactly("distances")), /^… /u);
});

test("a word is found inside of Chinese and Japanese, which have no blanks", async () => {
  for (const query of ["増加", "売上", "計画", "画", "加", "増加計画", "目標 売上"]) {
    // eslint-disable-next-line no-await-in-loop
    assert.deepEqual(await find(query), ["objectives/uriage/"], query);
  }
  assert.deepEqual(await find("上加"), []);
  assert.deepEqual(await findTitles("増加"), ["売上<mark data-md-highlight>増加</mark>計画"]);
  const mark = (text, ...typed) => markWords(text, typed.map((word) => ({ typed: word, isNear: false }))).replaceAll(ELEMENTS, "*");
  assert.equal(mark("増\u200B加が増えた, plan", "増加", "加", "plan"), "*増\u200B加*が増えた, *plan*");
  assert.equal(mark("ガイド", ...listWords("ガイド")), "*ガイド*");
});

test("of words that are everywhere the entry itself tells whether it holds them", async () => {
  assert.deepEqual(await find("the mira"), ["teams/dispatch/2026-Q4/#wait"]);
  assert.equal((await find("the wait"))[0], "teams/dispatch/2026-Q4/#wait");
});

test("a file is loaded once, and none that is not needed", async () => {
  const { shards, asked } = makeShards();
  await searchIndex(shards, "mira");
  await searchIndex(shards, "mira k");
  assert.deepEqual(asked, ["terms-m.json", "entries-1.json", "entries-2.json", "terms-k.json"]);
  assert.deepEqual(await searchIndex(shards, "zebra"), []);
  assert.equal(asked.length, 4);
});

test("what could not be loaded is asked for again", async () => {
  let tries = 0;
  const load = () => {
    tries += 1;
    return Promise.reject(new Error("offline"));
  };
  const shards = new Shards(load, { bits: 0, leaves: ["a"], nodes: [] });
  await assert.rejects(searchIndex(shards, "all"));
  await assert.rejects(searchIndex(shards, "all"));
  assert.equal(tries, 2);
});

test("where words are divided by their letters, the longest beginning has them", () => {
  const shards = new Shards(() => Promise.reject(new Error("none")), { bits: 12, leaves: ["a", "da", "de"], nodes: ["d"] });
  assert.deepEqual(["alpha", "d", "dark", "do"].map((typed) => shards.findFile(typed)), ["a", "d", "da", null]);
  assert.equal(shards.nameEntryFile("zzzzz"), "entries-fff.json");
  assert.equal(shards.nameEntryFile("-----"), "entries-0.json");
});

test("words with the names of an object's own parts are words", async () => {
  assert.deepEqual(await find("__proto__"), ["handbook/#constructor"]);
  assert.deepEqual(await find("constructor"), ["handbook/#constructor"]);
  assert.deepEqual(await find("hasOwnProperty"), []);
});

test("what is shown is a text, whatever it says", async () => {
  const title = `<img src=x onerror=a()> &amp; "b" 'c'`;
  const [[result]] = await searchIndex(makeShards().shards, "img amp");
  for (const html of [result.title, result.text]) {
    assert.ok(!html.replaceAll(ELEMENTS, "").includes("<"));
    assert.equal(unescapeHtml(html.replaceAll(ELEMENTS, "")), title);
  }
  assert.equal(markWords("<b>", exactly("b")), "&lt;<mark data-md-highlight>b</mark>&gt;");
});

test("of a long text the part is shown in which the word is", async () => {
  const [[found]] = await searchIndex(makeShards().shards, "needle");
  assert.match(found.text, /^… before .*<mark data-md-highlight>needle<\/mark>, the others after.* …$/u);
  assert.ok(found.text.length < 400);
  assert.ok(makeExcerpt("x".repeat(5000), exactly("x")).length < 400);
});

test("a word with a wrong letter is found where words are divided by their letters", async () => {
  const files = {
    "terms-m.json": { terms: [], best: "", words: "making marketing market" },
    "terms-mak.json": { terms: ["making", "0bbbbb"] },
    "terms-mar.json": { terms: ["marketing", "0aaaaa"] },
  };
  const asked = [];
  const load = (name) => {
    asked.push(name);
    return Promise.resolve(files[name]);
  };
  const shards = new Shards(load, { bits: 0, leaves: ["mak", "mar"], nodes: ["m", "ma"] });
  const found = await shards.findTyped("maketing");
  assert.deepEqual([[...found.scores.keys()], found.isNear], [["aaaaa"], true]);
  assert.deepEqual(asked, ["terms-mak.json", "terms-m.json", "terms-mar.json"]);
  for (const typed of ["maxxxting", "mkt", "zarketing"]) {
    // eslint-disable-next-line no-await-in-loop
    const nothing = await shards.findTyped(typed);
    assert.equal(nothing.scores.size, 0, typed);
  }
});
