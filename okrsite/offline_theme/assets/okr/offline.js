/* Made from frontend/src/ by "make script": edit it there. */
"use strict";
"use strict";
(() => {
  // src/page.js
  function makeElement(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }
  function makeButton(text, onClick, attributes = {}) {
    const button = makeElement("button", { type: "button", class: "okr-tools__button", ...attributes }, text);
    button.addEventListener("click", onClick);
    return button;
  }
  function readQuery() {
    return new URLSearchParams(location.search);
  }
  function makeAddress(query) {
    const text = query.toString();
    return location.pathname + (text ? `?${text}` : "") + location.hash;
  }

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
      for (const [number, document2] of documents.entries()) this.#addDocument(makeId(number), document2, postings);
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
      const { startMaterial, send } = this.#surroundings;
      this.#engine = this.#setup.docs.length > 0 && startMaterial ? startMaterial(this.#setup) : null;
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
      const { load, startMaterial } = this.#surroundings;
      const whole = (
        /** @type {Setup} */
        await load("whole_index.json")
      );
      const documents = (
        /** @type {import("./whole.js").Document[]} */
        whole.docs
      );
      const askMaterial = startMaterial && (async (query) => {
        const number = this.#asked;
        this.#material ??= startMaterial({ ...whole, options: this.#setup.options });
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

  // src/what-if-values.js
  var LEVEL_NAMES = ["none", "commit", "target", "stretch"];
  var STEPS = 100;
  function canMove(keyResult) {
    return !keyResult.withheld && !keyResult.sum_of && keyResult.kind !== null && keyResult.kind !== "baseline";
  }
  function chooseScale({ from, to, keep, now }) {
    const stands = typeof now === "number" ? [now] : [];
    let ends = [from, to, ...stands].filter((end) => end !== null);
    if (keep) {
      const [low, high] = [keep.low ?? keep.high ?? 0, keep.high ?? keep.low ?? 0];
      const width = high - low || Math.abs(low) || 1;
      ends = [low - width, high + width, ...stands];
    }
    const [least, most] = [Math.min(...ends), Math.max(...ends)];
    const step = roundStep((most - least) / STEPS);
    return { min: Math.floor(least / step) * step, max: Math.ceil(most / step) * step, step };
  }
  function roundStep(step) {
    if (!(step > 0)) return 1;
    const power = 10 ** Math.floor(Math.log10(step));
    const digit = step / power;
    return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power;
  }
  function findPublished(keyResult) {
    const { kind, milestones, progress, now } = keyResult;
    if (kind === "milestones") return (milestones ?? []).map((step) => step.done);
    return kind === "yes-no" ? progress : now;
  }
  function writeValue(value) {
    return Array.isArray(value) ? value.map(Number).join("") : String(value);
  }
  function readValue(keyResult, text) {
    if (!canMove(keyResult)) return null;
    if (keyResult.kind === "levels") return LEVEL_NAMES.includes(text) ? text : null;
    if (keyResult.kind === "milestones") return readSteps(text, keyResult.milestones?.length ?? 0);
    if (keyResult.kind === "yes-no" && text !== "0" && text !== "1") return null;
    const number = text.trim() ? Number(text) : Number.NaN;
    return Number.isFinite(number) ? number : null;
  }
  function readSteps(text, count) {
    return /^[01]+$/u.test(text) && text.length === count ? Array.from(text, (sign) => sign === "1") : null;
  }
  function readMoved(query, keyResults) {
    const moved = /* @__PURE__ */ new Map();
    for (const text of query.getAll("what-if")) {
      const end = text.indexOf(":");
      const keyResult = keyResults.find((one) => one.id === text.slice(0, end));
      const value = keyResult ? readValue(keyResult, text.slice(end + 1)) : null;
      if (keyResult && value !== null) moved.set(keyResult.ref, value);
    }
    return moved;
  }
  function writeMoved(query, moved) {
    query.delete("what-if");
    for (const [ref, value] of moved) query.append("what-if", `${ref.slice(ref.indexOf("#") + 1)}:${writeValue(value)}`);
  }

  // src/what-if-controls.js
  var ANSWERS = (
    /** @type {[string, string][]} */
    [["0", "no"], ["1", "yes"]]
  );
  function makeControl(keyResult, onMove) {
    const parts = choosePart(keyResult)(keyResult, onMove);
    const verb = keyResult.kind === "milestones" ? "has reached" : "reaches";
    const name = { class: "okr-whatif__control", "aria-label": `What if “${keyResult.title}” ${verb}` };
    const output = makeElement("b");
    const element = makeElement("fieldset", name, makeElement("legend", {}, `What if it ${verb}`), ...parts.elements, output);
    const show = (value, worth) => {
      element.classList.toggle("is-moved", value !== null);
      output.textContent = value === null ? "" : `= ${worth}`;
      parts.show(value ?? findPublished(keyResult));
    };
    return { element, show };
  }
  function choosePart({ kind }) {
    if (kind === "milestones") return makeBoxes;
    return kind === "levels" || kind === "yes-no" ? makeChoice : makeSlider;
  }
  function makeSlider(keyResult, onMove) {
    const { min, max, step } = chooseScale(keyResult);
    const scale = { min: String(min), max: String(max), step: String(step) };
    const slider = makeElement("input", { type: "range", "aria-label": "Value, by a slider", ...scale });
    const number = makeElement("input", { type: "number", step: "any", "aria-label": "Value", inputmode: "decimal" });
    const unit = makeElement("span", {}, keyResult.unit);
    slider.addEventListener("input", () => onMove(slider.valueAsNumber));
    number.addEventListener("input", () => {
      const typed = number.valueAsNumber;
      onMove(Number.isFinite(typed) ? typed : null);
    });
    const show = (value) => {
      slider.value = value === null ? slider.min : String(value);
      if (document.activeElement !== number) number.value = value === null ? "" : String(value);
    };
    return { elements: [slider, makeElement("label", {}, number, unit)], show };
  }
  function makeChoice(keyResult, onMove) {
    const offered = keyResult.kind === "yes-no" ? ANSWERS : LEVEL_NAMES.map((name) => (
      /** @type {[string, string]} */
      [name, name]
    ));
    const nothing = findPublished(keyResult) === null ? [new Option("nothing yet", "")] : [];
    const select = makeElement("select", { "aria-label": "Value" }, ...nothing, ...offered.map(([value, title]) => new Option(title, value)));
    select.addEventListener("change", () => {
      const chosen = select.value;
      onMove(chosen === "" ? null : keyResult.kind === "yes-no" ? Number(chosen) : chosen);
    });
    const show = (value) => {
      select.value = value === null ? "" : String(value);
    };
    return { elements: [select], show };
  }
  function makeBoxes({ milestones }, onMove) {
    const boxes = (milestones ?? []).map(() => makeElement("input", { type: "checkbox" }));
    const labels = boxes.map((box, place) => makeElement("label", {}, box, milestones?.[place]?.title ?? ""));
    for (const box of boxes) box.addEventListener("change", () => onMove(boxes.map((one) => one.checked)));
    const show = (value) => {
      for (const [place, box] of boxes.entries()) box.checked = Array.isArray(value) && Boolean(value[place]);
    };
    return { elements: labels, show };
  }

  // src/site-data.js
  function findOfflineCopy() {
    return (
      /** @type {{ okrOfflineCopy?: OfflineCopy }} */
      globalThis.okrOfflineCopy
    );
  }
  async function loadData(address) {
    const copy = findOfflineCopy();
    if (copy) return copy.loadData(address);
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  }

  // src/what-if-data.js
  function listGoals(objective) {
    const links = [objective, ...objective.key_results].flatMap((one) => one.contributes_to);
    return [...new Set(links.map((link) => link.ref.split("#", 1)[0] ?? ""))];
  }
  async function loadLineage(ref, read) {
    const found = /* @__PURE__ */ new Map();
    await addObjectives([ref], found, makeReader(read));
    return found;
  }
  async function addObjectives(wanted, found, read) {
    const records = await Promise.all(wanted.map((one) => read(one)));
    const known = records.filter((record) => record !== void 0);
    for (const record of known) found.set(record.ref, record);
    const above = [...new Set(known.flatMap((record) => listGoals(record)))].filter((one) => !found.has(one));
    if (above.length > 0) await addObjectives(above, found, read);
  }
  function makeReader(read) {
    const files = /* @__PURE__ */ new Map();
    return async (ref) => {
      const [unit = "", cycle = ""] = ref.split("/");
      const file = `${unit}/${cycle}`;
      const reading = files.get(file) ?? read(unit, cycle);
      files.set(file, reading);
      const objectives = await reading;
      return objectives.find((objective) => objective.ref === ref);
    };
  }
  async function loadObjectives(root2, unit, cycle) {
    const whole = () => loadData(new URL("data/okr.json", root2));
    const data = await loadData(new URL(`data/units/${unit}/${cycle}.json`, root2)).catch(whole);
    return data.objectives ?? [];
  }

  // src/what-if-numbers.js
  var LEVELS2 = /* @__PURE__ */ new Map([["none", 0], ["commit", 0.3], ["target", 0.7], ["stretch", 1]]);
  var SUMMED_START = "from (sum of ";
  function clamp(share) {
    return Math.min(1, Math.max(0, share));
  }
  function computeMean(pairs) {
    let [sum, total] = [0, 0];
    for (const [share, weight] of pairs) {
      if (share === null) continue;
      sum += clamp(share) * weight;
      total += weight;
    }
    return total ? sum / total : null;
  }
  function roundIf(share, isRounded) {
    return share !== null && isRounded ? Math.floor(share * 100 + 0.5) / 100 : share;
  }
  function measureRange(value, { low, high }) {
    const distance = Math.max(low === null ? 0 : low - value, high === null ? 0 : value - high, 0);
    if (!distance) return 1;
    const width = low !== null && high !== null ? high - low : Math.abs(low ?? high ?? 0);
    return width ? Math.max(0, 1 - distance / width) : 0;
  }
  function measureSteps(steps, done) {
    return computeMean(steps.map(({ weight }, place) => [Number(done[place] ?? false), weight]));
  }
  function measure(keyResult, value, start) {
    if (value === null) return null;
    if (Array.isArray(value)) return measureSteps(keyResult.milestones ?? [], value);
    if (typeof value === "string") return LEVELS2.get(value) ?? null;
    if (keyResult.kind === "yes-no") return value;
    if (keyResult.kind === "keep" && keyResult.keep) return measureRange(value, keyResult.keep);
    return keyResult.kind === "reach" ? measureWay(value, start, keyResult.to) : null;
  }
  function measureWay(value, start, to) {
    return start === null || to === null || to === start ? null : (value - start) / (to - start);
  }
  function takeNumber(value) {
    return typeof value === "number" ? value : null;
  }
  var WhatIf = class {
    #objectives;
    #moved;
    /** @type {Map<string, KeyResult>} */
    #keyResults = /* @__PURE__ */ new Map();
    /** @type {Map<string, Standing>} */
    #standings = /* @__PURE__ */ new Map();
    /** @type {Map<string, number | null>} */
    #progress = /* @__PURE__ */ new Map();
    /**
     * @param {ReadonlyMap<string, Objective>} objectives by their references
     * @param {ReadonlyMap<string, Value>} moved the values of key results, by their references
     */
    constructor(objectives, moved) {
      this.#objectives = objectives;
      this.#moved = moved;
      for (const objective of objectives.values()) {
        for (const keyResult of objective.key_results) this.#keyResults.set(keyResult.ref, keyResult);
      }
    }
    /**
     * Return where a key result stands.
     *
     * @param {string} ref
     * @returns {Standing}
     */
    getKeyResult(ref) {
      const known = this.#standings.get(ref);
      if (known) return known;
      const keyResult = this.#keyResults.get(ref);
      if (!keyResult) throw new Error(`No key result ${ref}.`);
      const standing = this.#findStanding(keyResult);
      this.#standings.set(ref, standing);
      return standing;
    }
    /**
     * Return how far an objective is.
     *
     * @param {string} ref
     * @returns {number | null}
     */
    getProgress(ref) {
      const known = this.#progress.get(ref);
      if (known !== void 0) return known;
      const objective = this.#getObjective(ref);
      const { rule, terms } = objective.explanations.progress;
      const parts = terms.filter((term) => !term.ref?.includes("#")).map((term) => this.#weighObjective(term));
      if (objective.progress_from !== "aligned") {
        parts.unshift(...objective.key_results.map(({ ref: own, weight }) => (
          /** @type {[number | null, number]} */
          [this.getKeyResult(own).progress, weight]
        )));
      }
      const isRounded = rule === null ? objective.key_results.some((one) => one.withheld) : rule === "whole mean";
      const progress = roundIf(computeMean(parts), isRounded);
      this.#progress.set(ref, progress);
      return progress;
    }
    /**
     * Return the mean of the objectives that contribute to one, null where none does.
     *
     * @param {string} ref
     */
    getAligned(ref) {
      const why = this.#getObjective(ref).explanations.aligned;
      return why && roundIf(computeMean(why.terms.map((term) => this.#weighObjective(term))), why.rule === "whole mean");
    }
    /** @param {string} ref */
    #getObjective(ref) {
      const objective = this.#objectives.get(ref);
      if (!objective) throw new Error(`No objective ${ref}.`);
      return objective;
    }
    /**
     * @param {Term} term
     * @returns {[number | null, number]}
     */
    #weighObjective({ ref, number, weight }) {
      return [weight && ref && this.#objectives.has(ref) ? this.getProgress(ref) : number, weight];
    }
    /**
     * @param {KeyResult} keyResult
     * @returns {Standing}
     */
    #findStanding(keyResult) {
      const moved = this.#moved.get(keyResult.ref);
      const { from: start, now, progress } = keyResult;
      if (moved !== void 0) {
        return { start, now: Array.isArray(moved) ? null : moved, progress: measure(keyResult, moved, start) };
      }
      return this.#addUp(keyResult) ?? { start, now, progress };
    }
    /**
     * Return where a sum stands of which parts were moved; null where nothing has changed in it.
     *
     * @param {KeyResult} keyResult
     * @returns {Standing | null}
     */
    #addUp(keyResult) {
      const why = keyResult.explanations.sum;
      if (why?.rule !== "sum") return null;
      const parts = why.terms.filter((term) => term.weight);
      const moved = parts.map((term) => this.#findMovedPart(term));
      if (moved.every((part) => !part)) return null;
      const numbers = parts.map((term, place) => moved[place]?.now ?? term.number).filter((number) => number !== null);
      const now = numbers.reduce((sum, number) => sum + number, 0);
      const start = findStart(keyResult, parts, moved);
      return { start, now, progress: measure(keyResult, now, start) };
    }
    /**
     * Return where a part of a sum stands that was moved; null for one that wasn't.
     *
     * @param {Term} term
     * @returns {{now: number, start: number | null, before: number | null} | null}
     */
    #findMovedPart(term) {
      const keyResult = term.ref ? this.#keyResults.get(term.ref) : void 0;
      if (!keyResult) return null;
      const { start, now } = this.getKeyResult(keyResult.ref);
      const number = takeNumber(now);
      return number === null || number === term.number ? null : { now: number, start, before: keyResult.from };
    }
  };
  function findStart(keyResult, parts, moved) {
    const hadParts = parts.some((term) => term.number !== null);
    const isTyped = keyResult.explanations.progress.terms.some(
      ({ label }) => label.startsWith("from ") && !label.startsWith(SUMMED_START)
    );
    if (isTyped || hadParts && keyResult.from === null) return keyResult.from;
    let start = hadParts ? keyResult.from ?? 0 : 0;
    for (const [place, part] of moved.entries()) {
      if (!part) continue;
      if (part.start === null) return null;
      start += part.start - (parts[place]?.number === null ? 0 : part.before ?? 0);
    }
    return start;
  }

  // src/what-if-results.js
  var SVG = "http://www.w3.org/2000/svg";
  function formatPercent(share) {
    return share === null ? "no data" : `${Math.floor(share * 100 + 0.5)}%`;
  }
  function describeChange(before, after) {
    return before === after ? `stays ${before}` : `${before} → ${after}`;
  }
  function listDetails(objective, numbers) {
    const lines = [];
    for (const { ref, title, now, unit, progress, sum_of: sum } of objective.key_results) {
      const then = numbers.getKeyResult(ref);
      if (!sum || then.now === now) continue;
      const shares = describeChange(formatPercent(progress), formatPercent(then.progress));
      lines.push(`${title}, a sum: ${describeChange(formatValue(now, unit), formatValue(then.now, unit))} (${shares})`);
    }
    const [before, after] = [formatPercent(objective.aligned.direct), formatPercent(numbers.getAligned(objective.ref))];
    if (before !== after) lines.push(`What contributes directly: ${describeChange(before, after)}`);
    return lines;
  }
  function formatValue(value, unit) {
    if (typeof value !== "number") return "no value";
    const digits = value.toLocaleString("en", { maximumFractionDigits: 2 });
    if (!unit || unit === "%") return digits + unit;
    return new RegExp("^\\p{Sc}|^[A-Z]{3}$", "u").test(unit) ? `${unit} ${digits}` : `${digits} ${unit}`;
  }
  function makeEntry(objective, numbers, address) {
    const share = numbers.getProgress(objective.ref);
    const [before, after] = [formatPercent(objective.progress), formatPercent(share)];
    const details = listDetails(objective, numbers);
    const entry = makeElement(
      "li",
      {},
      makeElement("a", { href: address }, objective.title),
      makeElement("span", { class: "okr-meta" }, `${objective.team}, ${objective.cycle}`),
      makeBar(share),
      makeElement("b", {}, describeChange(before, after)),
      ...details.map((line) => makeElement("span", { class: "okr-whatif__detail okr-meta" }, line))
    );
    entry.classList.toggle("is-same", before === after);
    return entry;
  }
  function makeBar(share) {
    const bar = document.createElementNS(SVG, "svg");
    bar.setAttribute("class", "okr-bar");
    bar.setAttribute("aria-hidden", "true");
    bar.append(document.createElementNS(SVG, "rect"));
    if (share) {
      const filled = document.createElementNS(SVG, "rect");
      filled.setAttribute("width", formatPercent(share));
      bar.append(filled);
    }
    return bar;
  }

  // src/what-if-trial.js
  var TITLE_ID = "what-if-title";
  var INVITATION = "Move a key result to see what would become of this objective and of the goals above it.";
  var Trial = class {
    #section;
    #root;
    #objective;
    #lineage;
    /** @type {Map<string, Value>} */
    #moved = /* @__PURE__ */ new Map();
    /** @type {Map<string, import("./what-if-controls.js").Control>} */
    #controls = /* @__PURE__ */ new Map();
    #said = makeElement("p", { role: "status" });
    #list = makeElement("ul");
    #reset = makeButton("Reset", () => this.#take(/* @__PURE__ */ new Map()));
    #panel;
    /**
     * @param {Element} section where the key results stand
     * @param {string} root the address of the site
     * @param {Objective} objective
     * @param {ReadonlyMap<string, Objective>} lineage the objective and all above it
     */
    constructor(section, root2, objective, lineage) {
      this.#section = section;
      this.#root = root2;
      this.#objective = objective;
      this.#lineage = lineage;
      this.#panel = makeElement(
        "section",
        { class: "okr-whatif", "aria-labelledby": TITLE_ID },
        makeElement("h3", { id: TITLE_ID }, "What if", makeElement("i", {}, "not the published numbers")),
        this.#said,
        this.#list,
        makeElement("p", { class: "okr-whatif__foot okr-meta" }, this.#reset, "The address of this page keeps what you try, so it can be sent.")
      );
    }
    get keyResults() {
      return this.#objective.key_results.filter((keyResult) => canMove(keyResult));
    }
    /** Show the controls and what follows from them. */
    open() {
      for (const keyResult of this.keyResults) {
        const line = document.querySelector(`#${CSS.escape(`${this.#objective.id}_${keyResult.id}`)} > .okr-krs__what`);
        const control = makeControl(keyResult, (value) => this.#move(keyResult, value));
        this.#controls.set(keyResult.ref, control);
        line?.append(control.element);
      }
      this.#section.append(this.#panel);
      this.#take(readMoved(readQuery(), this.keyResults));
    }
    /** Take all of it away, and what was tried. */
    close() {
      this.#take(/* @__PURE__ */ new Map());
      for (const control of this.#controls.values()) control.element.remove();
      this.#panel.remove();
    }
    /**
     * @param {KeyResult} keyResult
     * @param {Value | null} value null: where it is published
     */
    #move(keyResult, value) {
      const published = findPublished(keyResult);
      const isSame = value === null || published !== null && writeValue(value) === writeValue(published);
      const moved = new Map(this.#moved);
      if (isSame) moved.delete(keyResult.ref);
      else moved.set(keyResult.ref, value);
      this.#take(moved);
    }
    /** @param {Map<string, Value>} moved */
    #take(moved) {
      this.#moved = moved;
      const query = readQuery();
      writeMoved(query, moved);
      history.replaceState(history.state, "", makeAddress(query));
      this.#tell();
    }
    #tell() {
      const numbers = new WhatIf(this.#lineage, this.#moved);
      for (const [moved, control] of this.#controls) {
        control.show(this.#moved.get(moved) ?? null, formatPercent(numbers.getKeyResult(moved).progress));
      }
      const { ref, progress } = this.#objective;
      const change = describeChange(formatPercent(progress), formatPercent(numbers.getProgress(ref)));
      const goals = [...this.#lineage.values()].filter((one) => one.ref !== ref);
      const isMoved = this.#moved.size > 0;
      this.#said.textContent = isMoved ? `This objective: ${change}.${goals.length > 0 ? " The goals above it:" : ""}` : INVITATION;
      this.#reset.disabled = !isMoved;
      const entries = goals.map((goal) => makeEntry(goal, numbers, new URL(goal.url, this.#root).href));
      this.#list.replaceChildren(...isMoved ? entries : []);
    }
  };
  async function openTrial(section, root2, ref) {
    const lineage = await loadLineage(ref, (unit, cycle) => loadObjectives(root2, unit, cycle));
    const objective = lineage.get(ref);
    if (!objective) throw new Error(`No data of ${ref}.`);
    const trial = new Trial(section, root2, objective, lineage);
    trial.open();
    return trial;
  }

  // src/offline.js
  var WORKER = "/workers/okr-search.js";
  var LOADED = "okr-data";
  var script = (
    /** @type {HTMLScriptElement} */
    document.currentScript
  );
  var root = new URL("../../", script.src);
  function takeData(text) {
    document.currentScript?.dispatchEvent(new CustomEvent(LOADED, { detail: JSON.parse(text) }));
  }
  function loadData2(address) {
    return new Promise((resolve, reject) => {
      const element = makeElement("script", { src: `${address.href}.js` });
      const fail = () => {
        element.remove();
        reject(new Error(`${address}: not there`));
      };
      element.addEventListener(LOADED, (event) => resolve(
        /** @type {CustomEvent} */
        event.detail
      ));
      element.addEventListener("error", fail);
      element.addEventListener("load", fail);
      document.head.append(element);
    });
  }
  var SearchInPage = class extends EventTarget {
    #answers = new SearchAnswers({
      load: (name) => loadData2(new URL(`search/${name}`, root)),
      send: (data) => this.dispatchEvent(new MessageEvent("message", { data })),
      startMaterial: null
    });
    /** @param {any} message */
    postMessage(message) {
      queueMicrotask(() => this.#answers.takeMessage(message));
    }
  };
  Object.assign(globalThis, {
    okrData: takeData,
    okrOfflineCopy: { loadData: loadData2, openTrial },
    Worker: new Proxy(Worker, {
      construct: (target, given) => String(given[0]).includes(WORKER) ? new SearchInPage() : Reflect.construct(target, given)
    })
  });
})();
