import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { searchIndex } from "../src/search/query.js";
import { WholeIndex } from "../src/search/whole.js";

const HOSTILE = "&lt;img src=x onerror=a()&gt; &#34;b&#34; &#39;c&#39;";
const documents = [
  { location: "people/emil/", title: "Emil Sørensen", text: "emil. Head of the app. Technician App" },
  { location: "teams/lodz/", title: "Łódź", text: "A city", boost: 2 },
  { location: "teams/marketing/", title: "Marketing", text: "Known in Aachen" },
  { location: "teams/marketing/#known", title: "Known in Aachen", text: "Households that know us. Bookings before opening day.", boost: 2 },
  { location: "kpis/", title: "KPIs", text: "The running business" },
  { location: "kpis/#kpi-known", title: "Households that know us", text: "By telephone." },
  { location: "guide/#kpi", title: "KPI", text: "A number that is kept", boost: 0.5 },
  { location: "handbook/", title: "House <b>rules</b>", text: "<p>One name per goal.</p><p>Known</p>", tags: ["Working together", "R&amp;D"] },
  { location: "handbook/#hostile", title: HOSTILE, text: HOSTILE },
];
const index = new WholeIndex(documents);
const find = async (query) => {
  const groups = await searchIndex(index, query);
  return groups.map(([first]) => first.location);
};

test("letters are folded, and one of a longer word may be wrong", async () => {
  for (const [typed, location] of Object.entries({
    sorensen: "people/emil/",
    lodz: "teams/lodz/",
    maketing: "teams/marketing/",
    narketing: "teams/marketing/",
  })) {
    // eslint-disable-next-line no-await-in-loop
    assert.equal((await find(typed))[0], location, typed);
  }
});

test("a name comes first, then a sentence that is what was typed, then what only holds the words", async () => {
  assert.deepEqual(await find("households that know us"), ["kpis/#kpi-known", "teams/marketing/#known"]);
  assert.equal((await find("bookings before opening day"))[0], "teams/marketing/#known");
  assert.equal((await find("head of the app"))[0], "people/emil/");
  assert.deepEqual(await find("kpi"), ["kpis/", "guide/#kpi"], "the guide comes after what it explains");
});

test("a page stands once, with what was found on it, and tags are found", async () => {
  const [group] = await searchIndex(index, "known aachen");
  assert.deepEqual(group.map((item) => item.location), ["teams/marketing/#known", "teams/marketing/"]);
  assert.deepEqual(await find("working together"), ["handbook/"]);
  assert.deepEqual(await find("xylophone"), []);
});

test("markup of pages is left out, and what is shown is a text", async () => {
  const [[page]] = await searchIndex(index, "one name rules");
  assert.equal(page.title, "House  <mark data-md-highlight>rules</mark> ");
  assert.ok(!page.text.includes("<p>"));
  const [[hostile]] = await searchIndex(index, "onerror");
  assert.ok(!hostile.title.replaceAll(/<\/?mark(?: data-md-highlight)?>/gu, "").includes("<"));
});

test("one entry scores as it does in parts", async () => {
  const files = JSON.parse(await readFile(new URL("../../tests/search/small_index.json", import.meta.url), "utf8"));
  const { Shards } = await import("../src/search/shards.js");
  const shards = new Shards((name) => Promise.resolve(files[name]), files["shards.json"]);
  const entries = Object.entries(files).flatMap(([name, file]) => (name.startsWith("entries-") ? file.docs : []));
  const whole = new WholeIndex(entries);
  for (const query of ["dispatch", "mira kaya", "visits", "jorg akesson"]) {
    // eslint-disable-next-line no-await-in-loop
    const [one, other] = await Promise.all([searchIndex(shards, query), searchIndex(whole, query)]);
    assert.equal(one[0]?.[0]?.location, other[0]?.[0]?.location, query);
  }
});
