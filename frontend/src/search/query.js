// @ts-check
/** Answers a query from an index, whole or in parts: all words have to be there, the best come first, a page stands once. */

import { makeExcerpt, markWords, unescapeHtml } from "./excerpt.js";
import { compareWords, listWords } from "./words.js";

/** @import { Entry, Matches } from "./shards.js" */
/**
 * @typedef {{
 *   findTyped: (typed: string) => Promise<Matches>,
 *   loadEntries: (ids: string[]) => Promise<Map<string, Entry>>,
 * }} Index
 */

/** Entries that are looked at together, and how often that is done at most. */
const BATCH = 12;
const BATCHES = 2;
/** Pages that are shown. */
const PAGES = 10;
/** Words of a query; those that come after are not looked for. */
const MOST_WORDS = 8;
/**
 * What is gained by a title that is what was typed, is it but for the last letter, begins with it or holds it; by a
 * sentence of the text that is it, as the name of a key result or a role is; by a title with a word that begins so; and by
 * a text that holds it.
 */
const GAINS = { same: 200, nearlySame: 150, sentence: 100, begins: 40, holds: 30, half: 20, inText: 15 };
/** Where a sentence of a text ends. */
const SENTENCE_END = /[.!?](?=\s|$)/u;

/**
 * @typedef {{ location: string, title: string, text: string, score: number, terms: Record<string, boolean> }} Item
 *   a result as Material shows it; title and text are HTML
 * @typedef {{ entry: Entry, title: string, text: string, score: number }} Candidate
 */

/**
 * Return the entries that may hold all words, the best first. Of words that are not told in whole, an entry may be
 * missing, so the other ones decide.
 *
 * @param {Matches[]} matches for each word of the query
 * @returns {[string, number][]} ids with scores
 */
function combineMatches(matches) {
  const whole = matches.filter((match) => match.isWhole);
  const decisive = whole.length > 0 ? whole : matches;
  const [rarest, ...others] = decisive.toSorted((one, other) => one.scores.size - other.scores.size);
  const ids = [...(rarest?.scores.keys() ?? [])];
  let common = ids.filter((id) => others.every((match) => match.scores.has(id)));
  // Those of which only the best are told may have entries in common that are not the best of both.
  if (whole.length === 0 && common.length < BATCH) common = ids;
  const scored = common.map((id) => {
    const score = matches.reduce((sum, match) => sum + (match.scores.get(id) ?? 0), 0);
    return /** @type {[string, number]} */ ([id, score]);
  });
  return scored.toSorted((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
}

/**
 * Tell whether an entry holds a word; of a long text only the beginning is known, so it may.
 *
 * @param {string[]} words
 * @param {string} text
 * @param {Matches} match
 */
function mayHold(words, text, { typed, isNear }) {
  return text.endsWith("…") || words.some((word) => compareWords(typed, word, isNear) > 0);
}

/**
 * Return an entry as a candidate, if it holds the words of which the index doesn't tell.
 *
 * @param {Entry} entry
 * @param {number} score
 * @param {string[]} typed
 * @param {Matches[]} unsure what was found of those words
 * @returns {Candidate | null}
 */
function weighEntry(entry, score, typed, unsure) {
  const [title, text] = [unescapeHtml(entry.title), unescapeHtml(entry.text)];
  const [titleWords, textWords] = [listWords(title), listWords(text)];
  const words = [...titleWords, ...textWords];
  if (!unsure.every((match) => mayHold(words, text, match))) return null;
  const gain = weighPhrase(typed.join(" "), titleWords.join(" "), textWords.join(" "), text);
  // What search prefers less, such as the guide, gains less.
  return { entry, title, text, score: score + gain * Math.min(1, entry.boost ?? 1) };
}

/**
 * Return what an entry gains by holding all that was typed as it was typed.
 *
 * @param {string} phrase the words that were typed
 * @param {string} heading the words of the title
 * @param {string} words those of the text
 * @param {string} text
 */
function weighPhrase(phrase, heading, words, text) {
  if (heading === phrase) return GAINS.same;
  if (heading.startsWith(phrase) && heading.length === phrase.length + 1) return GAINS.nearlySame;
  const isInText = ` ${words} `.includes(` ${phrase} `);
  if (isInText && text.split(SENTENCE_END).some((part) => listWords(part).join(" ") === phrase)) return GAINS.sentence;
  if (heading.startsWith(`${phrase} `)) return GAINS.begins;
  if (` ${heading} `.includes(` ${phrase} `)) return GAINS.holds;
  if (` ${heading}`.includes(` ${phrase}`)) return GAINS.half;
  return isInText && phrase.includes(" ") ? GAINS.inText : 0;
}

/**
 * Return the address of the page on which an entry stands.
 *
 * @param {string} location
 */
function getPageAddress(location) {
  return location.split("#", 1)[0] ?? "";
}

/**
 * Group candidates by page, each with the page itself, under whose title the others stand.
 *
 * @param {Candidate[]} candidates
 * @param {Iterable<Entry>} known
 * @returns {Candidate[][]}
 */
function groupByPage(candidates, known) {
  const pages = new Map(Array.from(known, (entry) => [entry.location, entry]));
  /** @type {Map<string, Candidate[]>} */
  const groups = Map.groupBy(candidates, ({ entry }) => getPageAddress(entry.location));
  for (const [location, group] of groups) {
    const entry = pages.get(location);
    if (entry && !group.some((candidate) => candidate.entry.location === location)) {
      group.push({ entry, title: unescapeHtml(entry.title), text: unescapeHtml(entry.text), score: 0 });
    }
  }
  return [...groups.values()];
}

/**
 * Answer a query.
 *
 * @param {Index} index
 * @param {string} query
 * @returns {Promise<Item[][]>} for each page what was found on it, the best first
 */
export async function searchIndex(index, query) {
  const typed = [...new Set(listWords(query))].slice(0, MOST_WORDS);
  if (typed.length === 0) return [];
  const matches = await Promise.all(typed.map((word) => index.findTyped(word)));
  const unsure = matches.filter((match) => !match.isWhole);
  const scored = combineMatches(matches);
  /** @type {Map<string, Entry>} */
  const known = new Map();
  /** @type {Candidate[]} */
  const found = [];
  for (let batch = 0; batch < BATCHES && found.length < BATCH; batch += 1) {
    const next = scored.slice(batch * BATCH, (batch + 1) * BATCH);
    // What was found in one batch decides whether the next one is needed.
    // eslint-disable-next-line no-await-in-loop
    const loaded = await index.loadEntries(next.map(([id]) => id));
    for (const entry of loaded.values()) known.set(entry.id, entry);
    for (const [id, score] of next) {
      const entry = known.get(id);
      const candidate = entry && weighEntry(entry, score, typed, unsure);
      if (candidate) found.push(candidate);
    }
  }
  found.sort((one, other) => other.score - one.score);
  const terms = Object.fromEntries(typed.map((word) => [word, true]));
  return groupByPage(found, known.values()).slice(0, PAGES).map((group) => group.map(({ entry, title, text, score }) => ({
    location: entry.location,
    title: markWords(title, matches),
    text: makeExcerpt(text, matches),
    score,
    terms,
  })));
}
