/* Made from frontend/src/ by "make script": edit it there. */
"use strict";
"use strict";
var okrSearch = (() => {
  var __defProp = Object.defineProperty;
  var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
  var __getOwnPropNames = Object.getOwnPropertyNames;
  var __hasOwnProp = Object.prototype.hasOwnProperty;
  var __export = (target, all) => {
    for (var name in all)
      __defProp(target, name, { get: all[name], enumerable: true });
  };
  var __copyProps = (to, from, except, desc) => {
    if (from && typeof from === "object" || typeof from === "function") {
      for (let key of __getOwnPropNames(from))
        if (!__hasOwnProp.call(to, key) && key !== except)
          __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
    }
    return to;
  };
  var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

  // src/search/worker.js
  var worker_exports = {};
  __export(worker_exports, {
    SearchAnswers: () => SearchAnswers
  });

  // src/search/words.js
  var WORD_LENGTH = 24;
  var SPELLED_OUT = new Map(Object.entries({
    ß: "ss",
    æ: "ae",
    œ: "oe",
    ø: "o",
    ł: "l",
    đ: "d",
    ð: "d",
    þ: "th",
    ı: "i",
    ς: "σ"
  }));
  function fold(text) {
    const lower = text.toLowerCase();
    if (/^[\u0000-\u007F]*$/u.test(lower)) return lower;
    const plain = lower.normalize("NFKD").toLowerCase().replaceAll(new RegExp("\\p{M}", "gu"), "");
    return plain.replaceAll(/[ßæœøłđðþıς]/gu, (letter) => SPELLED_OUT.get(letter) ?? letter);
  }
  var CJK = String.raw`\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}`;
  var HAS_CJK = new RegExp(`[${CJK}]`, "u");
  var PIECE = new RegExp(`[${CJK}]+|[^${CJK}]+`, "gu");
  var CUT = new RegExp(String.raw`(?<=[${CJK}])\u200B+(?=[${CJK}])`, "gu");
  function isWithoutBlanks(text) {
    return HAS_CJK.test(text);
  }
  function listWords(text) {
    const words = Array.from(fold(text).replaceAll(CUT, "").matchAll(/[\p{L}\p{N}]+/gu), ([word]) => word);
    return words.flatMap((word) => isWithoutBlanks(word) ? listPieces(word) : [word]).map((word) => word.length > WORD_LENGTH ? [...word].slice(0, WORD_LENGTH).join("") : word);
  }
  function listPieces(text) {
    return Array.from(text.matchAll(PIECE), ([piece]) => piece).flatMap((piece) => {
      if (!isWithoutBlanks(piece)) return [piece];
      const signs = [...piece];
      return signs.map((sign, place) => sign + (signs[place + 1] ?? ""));
    });
  }
  function beginsNearly(typed, word) {
    let place = 0;
    while (place < typed.length && typed[place] === word[place]) place += 1;
    if (place === typed.length) return true;
    const rest = typed.slice(place + 1);
    if (word.startsWith(rest, place + 1) || word.startsWith(rest, place)) return true;
    if (word.startsWith(typed.slice(place), place + 1)) return true;
    const isSwapped = typed[place] === word[place + 1] && typed[place + 1] === word[place];
    return isSwapped && word.startsWith(typed.slice(place + 2), place + 2);
  }
  function compareWords(typed, word, nearly) {
    if (word === typed) return 1;
    if (word.startsWith(typed)) return 0.5 + 0.4 * (typed.length / word.length);
    return nearly && beginsNearly(typed, word) ? 0.3 : 0;
  }

  // src/search/excerpt.js
  var ENTITIES = new Map(Object.entries({ "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#34;": '"', "&#x27;": "'", "&#39;": "'" }));
  var ESCAPES = new Map(Object.entries({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" }));
  var LENGTH = 280;
  var BEFORE = 80;
  function unescapeHtml(html) {
    return html.replaceAll(/&(?:amp|lt|gt|quot|#34|#x27|#39);/gu, (entity) => ENTITIES.get(entity) ?? entity);
  }
  function escapeHtml(text) {
    return text.replaceAll(/[&<>"']/gu, (letter) => ESCAPES.get(letter) ?? letter);
  }
  function* findWords(text, terms) {
    for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}\p{M}\u200B]+/gu)) {
      if (isWithoutBlanks(word)) {
        yield* findInside(word, index, terms);
        continue;
      }
      const [folded = ""] = listWords(word);
      if (terms.some(({ typed, isNear }) => compareWords(typed, folded, isNear) > 0)) yield { word, index };
    }
  }
  function* findInside(text, start, terms) {
    const signs = Array.from(text.matchAll(/[^\p{M}\u200B][\p{M}\u200B]*/gu), ({ 0: sign, index }) => ({ sign, index }));
    const folded = signs.map(({ sign }) => listWords(sign)[0] ?? "");
    const found = folded.map(() => false);
    for (const [place2, sign] of folded.entries()) {
      const pair = sign + (folded[place2 + 1] ?? "");
      if (terms.some(({ typed }) => typed === pair)) found[place2 + 1] = true;
      if (terms.some(({ typed }) => typed === pair || typed === sign)) found[place2] = true;
    }
    let place = found.indexOf(true);
    while (place >= 0) {
      const index = signs[place]?.index ?? 0;
      while (found[place]) place += 1;
      yield { word: text.slice(index, signs[place]?.index ?? text.length), index: start + index };
      place = found.indexOf(true, place);
    }
  }
  function markWords(text, terms) {
    let html = "";
    let end = 0;
    for (const { word, index } of findWords(text, terms)) {
      html += `${escapeHtml(text.slice(end, index))}<mark data-md-highlight>${escapeHtml(word)}</mark>`;
      end = index + word.length;
    }
    return html + escapeHtml(text.slice(end));
  }
  function makeExcerpt(text, terms) {
    const [first] = findWords(text, terms);
    const place = first?.index ?? 0;
    let start = place > BEFORE ? text.lastIndexOf(" ", place - BEFORE) + 1 : 0;
    if (place - start > 2 * BEFORE) start = place;
    let end = Math.min(text.length, start + LENGTH);
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + LENGTH - BEFORE);
    const part = markWords(text.slice(start, end), terms);
    return `${start > 0 ? "… " : ""}${part}${end < text.length ? " …" : ""}`;
  }

  // src/search/query.js
  var BATCH = 12;
  var BATCHES = 2;
  var PAGES = 10;
  var MOST_WORDS = 8;
  var GAINS = { same: 200, nearlySame: 150, sentence: 100, begins: 40, holds: 30, half: 20, inText: 15 };
  var SENTENCE_END = /[.!?](?=\s|$)/u;
  function combineMatches(matches) {
    const whole = matches.filter((match) => match.isWhole);
    const decisive = whole.length > 0 ? whole : matches;
    const [rarest, ...others] = decisive.toSorted((one, other) => one.scores.size - other.scores.size);
    const ids = [...rarest?.scores.keys() ?? []];
    let common = ids.filter((id) => others.every((match) => match.scores.has(id)));
    if (whole.length === 0 && common.length < BATCH) common = ids;
    const scored = common.map((id) => {
      const score = matches.reduce((sum, match) => sum + (match.scores.get(id) ?? 0), 0);
      return (
        /** @type {[string, number]} */
        [id, score]
      );
    });
    return scored.toSorted((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  }
  function mayHold(words, text, { typed, isNear }) {
    return text.endsWith("…") || words.some((word) => compareWords(typed, word, isNear) > 0);
  }
  function weighEntry(entry, score, typed, unsure) {
    const [title, text] = [unescapeHtml(entry.title), unescapeHtml(entry.text)];
    const [titleWords, textWords] = [listWords(title), listWords(text)];
    const words = [...titleWords, ...textWords];
    if (!unsure.every((match) => mayHold(words, text, match))) return null;
    const gain = weighPhrase(typed.join(" "), titleWords.join(" "), textWords.join(" "), text);
    return { entry, title, text, score: score + gain * Math.min(1, entry.boost ?? 1) };
  }
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
  function getPageAddress(location2) {
    return location2.split("#", 1)[0] ?? "";
  }
  function groupByPage(candidates, known) {
    const pages = new Map(Array.from(known, (entry) => [entry.location, entry]));
    const groups = Map.groupBy(candidates, ({ entry }) => getPageAddress(entry.location));
    for (const [location2, group] of groups) {
      const entry = pages.get(location2);
      if (entry && !group.some((candidate) => candidate.entry.location === location2)) {
        group.push({ entry, title: unescapeHtml(entry.title), text: unescapeHtml(entry.text), score: 0 });
      }
    }
    return [...groups.values()];
  }
  async function searchIndex(index, query) {
    const typed = [...new Set(listWords(query))].slice(0, MOST_WORDS);
    if (typed.length === 0) return [];
    const matches = await Promise.all(typed.map((word) => index.findTyped(word)));
    const unsure = matches.filter((match) => !match.isWhole);
    const scored = combineMatches(matches);
    const known = /* @__PURE__ */ new Map();
    const found = [];
    for (let batch = 0; batch < BATCHES && found.length < BATCH; batch += 1) {
      const next = scored.slice(batch * BATCH, (batch + 1) * BATCH);
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
      terms
    })));
  }

  // src/search/shards.js
  var LETTERS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
  var HIGHEST = LETTERS.length - 1;
  var KEYS = "0123456789abcdefghijklmnopqrstuv";
  var ID_LENGTH = 5;
  var ID_BITS = 30;
  var SHORTEST_FORGIVEN = 5;
  var NO_TERMS = { terms: [] };
  function makeKey(word) {
    return Array.from(word, (letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return code < 128 ? letter : `_${KEYS[code % KEYS.length]}`;
    }).join("");
  }
  function addPostings(scores, postings, share) {
    for (let at = 0; at < postings.length; at += ID_LENGTH + 1) {
      const score = (HIGHEST - LETTERS.indexOf(postings.charAt(at))) * share;
      const id = postings.slice(at + 1, at + 1 + ID_LENGTH);
      if (score > (scores.get(id) ?? 0)) scores.set(id, score);
    }
  }
  function matchTerms(file, typed, nearly = false) {
    const scores = /* @__PURE__ */ new Map();
    let isWhole = file.best === void 0;
    for (let at = 0; at < file.terms.length; at += 2) {
      const share = compareWords(typed, file.terms[at] ?? "", nearly);
      const postings = file.terms[at + 1] ?? "";
      const isCut = postings.startsWith("*");
      if (share > 0) {
        addPostings(scores, isCut ? postings.slice(1) : postings, share);
        isWhole &&= !isCut;
      }
    }
    addPostings(scores, file.best ?? "", 0.5);
    return { typed, scores, isWhole, isNear: nearly };
  }
  function findInTerms(file, typed) {
    const matches = matchTerms(file, typed);
    const isForgiven = matches.scores.size === 0 && typed.length >= SHORTEST_FORGIVEN;
    return isForgiven ? matchTerms(file, typed, true) : matches;
  }
  var Shards = class {
    /**
     * @param {Load} load
     * @param {Manifest} manifest
     */
    constructor(load, manifest) {
      this.load = load;
      this.bits = manifest.bits;
      this.leaves = new Set(manifest.leaves);
      this.nodes = new Set(manifest.nodes);
      this.loaded = /* @__PURE__ */ new Map();
    }
    /**
     * Load a file, or take what was loaded before.
     *
     * @param {string} name
     * @returns {Promise<unknown>}
     */
    takeFile(name) {
      let file = this.loaded.get(name);
      if (!file) {
        file = this.load(name);
        file.catch(() => this.loaded.delete(name));
        this.loaded.set(name, file);
      }
      return file;
    }
    /**
     * Return the name of the file with the words that begin as a typed one does.
     *
     * @param {string} typed
     * @returns {string | null} null if there are none
     */
    findFile(typed) {
      const key = makeKey(typed);
      if (this.nodes.has(key)) return key;
      for (let end = key.length; end > 0; end -= 1) {
        if (this.leaves.has(key.slice(0, end))) return key.slice(0, end);
      }
      return null;
    }
    /**
     * Find the entries that hold a word which begins as a typed one, or nearly so where none does.
     *
     * @param {string} typed
     * @returns {Promise<Matches>}
     */
    async findTyped(typed) {
      const name = this.findFile(typed);
      const file = name === null ? NO_TERMS : await this.takeTerms(name);
      const matches = findInTerms(file, typed);
      return matches.scores.size > 0 || typed.length < SHORTEST_FORGIVEN ? matches : this.findMisspelt(typed, matches);
    }
    /**
     * Find the entries that hold a word of another file which begins nearly as a typed one: with the same letter.
     *
     * @param {string} typed
     * @param {Matches} nothing what was found so far
     * @returns {Promise<Matches>}
     */
    async findMisspelt(typed, nothing) {
      const letter = makeKey(typed).charAt(0);
      if (!this.nodes.has(letter)) return nothing;
      const { words = "" } = await this.takeTerms(letter);
      const near = words.split(" ").filter((word2) => beginsNearly(typed, word2));
      const [word] = near.toSorted((one, other) => one.length - other.length);
      const name = word === void 0 ? null : this.findFile(word);
      return name === null ? nothing : matchTerms(await this.takeTerms(name), typed, true);
    }
    /**
     * Load a file of words.
     *
     * @param {string} name
     * @returns {Promise<TermFile>}
     */
    takeTerms(name) {
      return (
        /** @type {Promise<TermFile>} */
        this.takeFile(`terms-${name}.json`)
      );
    }
    /**
     * Load entries with all that lies in the same files: so the pages on which they stand.
     *
     * @param {string[]} ids
     * @returns {Promise<Map<string, Entry>>} by id
     */
    async loadEntries(ids) {
      const names = new Set(ids.map((id) => this.nameEntryFile(id)));
      const files = await Promise.all(Array.from(names, (name) => this.takeFile(name)));
      const entries = files.flatMap((file) => (
        /** @type {{ docs: Entry[] }} */
        file.docs
      ));
      return new Map(entries.map((entry) => [entry.id, entry]));
    }
    /**
     * Return the name of the file in which an entry is.
     *
     * @param {string} id
     */
    nameEntryFile(id) {
      let number = 0;
      for (const letter of id) number = number * LETTERS.length + LETTERS.indexOf(letter);
      return `entries-${Math.floor(number / 2 ** (ID_BITS - this.bits)).toString(16)}.json`;
    }
  };

  // src/search/whole.js
  var IN_TEXT = 2.5;
  var IN_TITLE = 10;
  var ALONE_IN_TITLE = 20;
  var LEVELS = LETTERS.length - 1;
  function makeId(number) {
    let [id, rest] = ["", number];
    while (id.length < ID_LENGTH) {
      id = LETTERS.charAt(rest % LETTERS.length) + id;
      rest = Math.floor(rest / LETTERS.length);
    }
    return id;
  }
  function dropElements(html) {
    return html.includes("<") ? html.replaceAll(/<[^<>]*>/gu, " ") : html;
  }
  function weighWords(boost, count) {
    const share = Math.min(Math.max(boost, 0.25), 4);
    const inTitle = IN_TITLE + ALONE_IN_TITLE / Math.max(1, count);
    return { inTitle: Math.min(LEVELS, Math.round(share * inTitle)), inText: Math.max(1, Math.round(share * IN_TEXT)) };
  }
  var WholeIndex = class {
    /** @type {Map<string, Entry>} */
    #entries = /* @__PURE__ */ new Map();
    /** @type {Map<string, Entry>} */
    #pages = /* @__PURE__ */ new Map();
    /** @type {TermFile} */
    #terms;
    /** @param {Document[]} documents */
    constructor(documents) {
      const postings = /* @__PURE__ */ new Map();
      for (const [number, document] of documents.entries()) this.#addDocument(makeId(number), document, postings);
      this.#terms = { terms: [...postings].flat() };
    }
    /**
     * @param {string} id
     * @param {Document} document
     * @param {Map<string, string>} postings by word
     */
    #addDocument(id, { location: location2, title, text, tags = [], boost = 1 }, postings) {
      const said = [dropElements(text), tags.join(", ")].filter(Boolean).join(" ");
      const entry = { id, location: location2, title: dropElements(title), text: said, boost };
      this.#entries.set(id, entry);
      if (!location2.includes("#")) this.#pages.set(location2, entry);
      const words = listWords(unescapeHtml(entry.title));
      const levels = weighWords(boost, words.length);
      const inTitle = new Set(words);
      const all = /* @__PURE__ */ new Set([...words, ...listWords(unescapeHtml(entry.text))]);
      for (const word of all) {
        const level = inTitle.has(word) ? levels.inTitle : levels.inText;
        postings.set(word, (postings.get(word) ?? "") + LETTERS.charAt(LEVELS - level) + id);
      }
    }
    /**
     * Find the entries that hold a word which begins as a typed one, or nearly so where none does.
     *
     * @param {string} typed
     * @returns {Promise<Matches>}
     */
    findTyped(typed) {
      return Promise.resolve(findInTerms(this.#terms, typed));
    }
    /**
     * Return entries, and those of the pages on which they stand.
     *
     * @param {string[]} ids
     * @returns {Promise<Map<string, Entry>>} by id
     */
    loadEntries(ids) {
      const found = /* @__PURE__ */ new Map();
      for (const id of ids) {
        const entry = this.#entries.get(id);
        const page = entry && this.#pages.get(entry.location.split("#", 1)[0] ?? "");
        for (const one of [entry, page]) if (one) found.set(one.id, one);
      }
      return Promise.resolve(found);
    }
  };

  // src/search/answers.js
  var MESSAGES = { setup: 0, ready: 1, query: 2, result: 3 };
  var SearchAnswers = class {
    #surroundings;
    /** @type {Setup} */
    #setup = { config: {}, docs: [], options: {} };
    /** @type {Promise<Engine> | null} */
    #engine = null;
    /** @type {Promise<Engine> | null} */
    #material = null;
    #asked = 0;
    /** @param {Surroundings} surroundings */
    constructor(surroundings) {
      this.#surroundings = surroundings;
    }
    /**
     * Take a message of Material's.
     *
     * @param {{ type: number, data: any }} message
     */
    takeMessage({ type, data }) {
      if (type === MESSAGES.query) {
        void this.#answerQuery(data);
        return;
      }
      this.#setup = data;
      const { startMaterial: startMaterial2, send } = this.#surroundings;
      this.#engine = this.#setup.docs.length > 0 && startMaterial2 ? startMaterial2(this.#setup) : null;
      if (!this.#engine) send({ type: MESSAGES.ready });
    }
    /**
     * Answer what was typed; what can't be loaded is tried again with the next key.
     *
     * @param {string} query
     */
    async #answerQuery(query) {
      this.#asked += 1;
      const number = this.#asked;
      if (!this.#engine && query.trim() === "") {
        this.#sendItems([]);
        return;
      }
      try {
        this.#engine ??= this.#startEngine();
        const askEngine = await this.#engine;
        if (number === this.#asked) await askEngine(query);
      } catch {
        if (number !== this.#asked) return;
        this.#engine = null;
        this.#sendItems([]);
      }
    }
    /** @param {unknown[]} items */
    #sendItems(items) {
      this.#surroundings.send({ type: MESSAGES.result, data: { items } });
    }
    /**
     * Start what answers, by how the index is kept.
     *
     * @returns {Promise<Engine>}
     */
    #startEngine() {
      return this.#setup.config["okrsite"] === "shards" ? this.#startShards() : this.#startWhole();
    }
    /**
     * Start the search in an index in parts.
     *
     * @returns {Promise<Engine>}
     */
    async #startShards() {
      const { load } = this.#surroundings;
      const manifest = (
        /** @type {import("./shards.js").Manifest} */
        await load("shards.json")
      );
      return this.#makeEngine(new Shards(load, manifest), null);
    }
    /**
     * Start the search in an index that is loaded whole. Where it finds nothing, Material's answers: it knows the endings of
     * words of many languages.
     *
     * @returns {Promise<Engine>}
     */
    async #startWhole() {
      const { load, startMaterial: startMaterial2 } = this.#surroundings;
      const whole = (
        /** @type {Setup} */
        await load("whole_index.json")
      );
      const documents = (
        /** @type {import("./whole.js").Document[]} */
        whole.docs
      );
      const askMaterial = startMaterial2 && (async (query) => {
        const number = this.#asked;
        this.#material ??= startMaterial2({ ...whole, options: this.#setup.options });
        this.#material.catch(() => {
          this.#material = null;
        });
        const ask = await this.#material;
        if (number === this.#asked) await ask(query);
      });
      return this.#makeEngine(new WholeIndex(documents), askMaterial);
    }
    /**
     * Return what answers from an index.
     *
     * @param {import("./query.js").Index} index
     * @param {((query: string) => Promise<void>) | null} askOther answers where nothing is found
     * @returns {Engine}
     */
    #makeEngine(index, askOther) {
      return async (query) => {
        const number = this.#asked;
        const items = await searchIndex(index, query);
        if (number !== this.#asked) return;
        if (items.length > 0 || !askOther || query.trim() === "") this.#sendItems(items);
        else await askOther(query);
      };
    }
  };

  // src/search/worker.js
  var here = new URL(location.href);
  var folder = new URL("../../../search/", here);
  var isPassing = false;
  async function loadFile(name) {
    const response = await fetch(new URL(name, folder));
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response.json();
  }
  function passMessage(data) {
    isPassing = true;
    dispatchEvent(new MessageEvent("message", { data }));
    isPassing = false;
  }
  async function startMaterial(data) {
    const scope = (
      /** @type {{ importScripts: (address: string) => void }} */
      /** @type {unknown} */
      globalThis
    );
    scope.importScripts(new URL(here.hash.slice(1), here).href);
    passMessage({ type: MESSAGES.setup, data });
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
    return (query) => passMessage({ type: MESSAGES.query, data: query });
  }
  function startWorker() {
    const answers = new SearchAnswers({ load: loadFile, send: (message) => postMessage(message), startMaterial });
    addEventListener("message", (event) => {
      if (isPassing) return;
      event.stopImmediatePropagation();
      answers.takeMessage(event.data);
    });
  }
  if (!("document" in globalThis)) startWorker();
  return __toCommonJS(worker_exports);
})();
