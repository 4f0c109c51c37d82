/* Made from frontend/src/ by "make script": edit it there. */
"use strict";
"use strict";
var okrWhatIf = (() => {
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

  // src/what-if-trial.js
  var what_if_trial_exports = {};
  __export(what_if_trial_exports, {
    openTrial: () => openTrial
  });

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

  // src/words.js
  function readTranslations() {
    const loaded = (
      /** @type {any} */
      globalThis.okrTranslations
    );
    const numbers = { decimal: ".", thousands: ",", percent: "%", ...loaded?.numbers };
    return { language: loaded?.language ?? "en", numbers, words: new Map(Object.entries(loaded?.words ?? {})) };
  }
  var translations = readTranslations();
  var language = translations.language;
  var compareNames = new Intl.Collator(language, { numeric: true }).compare;
  function translate(text, values) {
    const found = translations.words.get(text);
    return fill(typeof found === "string" ? found : text, values);
  }
  function formatNumber(number) {
    const { decimal, thousands } = translations.numbers;
    return number.toLocaleString("en", { maximumFractionDigits: 2 }).replaceAll(/[.,]/gu, (sign) => sign === "." ? decimal : thousands);
  }
  function addPercentSign(number) {
    return `${number}${translations.numbers.percent}`;
  }
  function fill(text, values) {
    if (!values) return text;
    return text.replaceAll(/\{([a-z_]+)\}/gu, (part, name) => Object.hasOwn(values, name) ? String(values[name]) : part);
  }

  // src/named-words.js
  function nameStatus(status) {
    const names = /* @__PURE__ */ new Map([
      ["on track", translate("on track")],
      ["at risk", translate("at risk")],
      ["off track", translate("off track")],
      ["done", translate("done")],
      ["paused", translate("paused")],
      ["dropped", translate("dropped")],
      ["outdated", translate("outdated")],
      ["not started", translate("not started")],
      ["no data", translate("no data")]
    ]);
    return names.get(status) ?? status;
  }
  function nameLevel(level) {
    const names = /* @__PURE__ */ new Map([
      ["none", translate("none")],
      ["commit", translate("commit")],
      ["target", translate("target")],
      ["stretch", translate("stretch")]
    ]);
    return names.get(level) ?? level;
  }

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
  function makeControl(keyResult, onMove) {
    const parts = choosePart(keyResult)(keyResult, onMove);
    const { label, legend } = nameControl(keyResult);
    const name = { class: "okr-whatif__control", "aria-label": label };
    const output = makeElement("b");
    const element = makeElement("fieldset", name, makeElement("legend", {}, legend), ...parts.elements, output);
    const show = (value, worth) => {
      element.classList.toggle("is-moved", value !== null);
      output.textContent = value === null ? "" : `= ${worth}`;
      parts.show(value ?? findPublished(keyResult));
    };
    return { element, show };
  }
  function nameControl({ kind, title }) {
    return kind === "milestones" ? { label: translate("What if “{title}” has reached", { title }), legend: translate("What if it has reached") } : { label: translate("What if “{title}” reaches", { title }), legend: translate("What if it reaches") };
  }
  function choosePart({ kind }) {
    if (kind === "milestones") return makeBoxes;
    return kind === "levels" || kind === "yes-no" ? makeChoice : makeSlider;
  }
  function makeSlider(keyResult, onMove) {
    const { min, max, step } = chooseScale(keyResult);
    const scale = { min: String(min), max: String(max), step: String(step) };
    const slider = makeElement("input", { type: "range", "aria-label": translate("Value, by a slider"), ...scale });
    const number = makeElement("input", { type: "number", step: "any", "aria-label": translate("Value"), inputmode: "decimal" });
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
  function listOffered({ kind }) {
    if (kind === "yes-no") return [["0", translate("no")], ["1", translate("yes")]];
    return LEVEL_NAMES.map((name) => [name, nameLevel(name)]);
  }
  function makeChoice(keyResult, onMove) {
    const offered = listOffered(keyResult);
    const nothing = findPublished(keyResult) === null ? [new Option(translate("nothing yet"), "")] : [];
    const select = makeElement("select", { "aria-label": translate("Value") }, ...nothing, ...offered.map(([value, title]) => new Option(title, value)));
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
  var ObjectiveFiles = class {
    #root;
    /** @type {Map<string, Objective[]>} by unit and cycle, as references of objectives begin */
    loaded = /* @__PURE__ */ new Map();
    /** @type {StatusRules | null} null as long as nothing is loaded */
    rules = null;
    /** @param {string} root the address of the site */
    constructor(root) {
      this.#root = root;
    }
    /**
     * @param {string} unit
     * @param {string} cycle
     * @returns {Promise<Objective[]>}
     */
    async load(unit, cycle) {
      const whole = () => loadData(new URL("data/okr.json", this.#root));
      const data = await loadData(new URL(`data/units/${unit}/${cycle}.json`, this.#root)).catch(whole);
      const all = data.objectives ?? [];
      const file = `${unit}/${cycle}`;
      this.rules = data.status_rules ?? null;
      this.loaded.set(file, all.filter((one) => one.ref.startsWith(`${file}/`)));
      return all;
    }
  };

  // src/rounding.js
  var EXACT = 1e9;
  function roundHalfUp(value) {
    return Math.floor(Math.floor(value * EXACT + 0.5) / EXACT + 0.5);
  }

  // src/what-if-numbers.js
  var LEVELS = /* @__PURE__ */ new Map([["none", 0], ["commit", 0.3], ["target", 0.7], ["stretch", 1]]);
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
    return share !== null && isRounded ? roundHalfUp(share * 100) / 100 : share;
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
    if (typeof value === "string") return LEVELS.get(value) ?? null;
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

  // src/what-if-status.js
  var NEARLY = 1e-9;
  var LASTING = /* @__PURE__ */ new Set(["outdated", "not started"]);
  function computeWord(progress, expected, confidence, rules) {
    if (progress === null || expected === null) return "no data";
    const behind = (expected - Math.min(1, Math.max(0, progress))) * 100;
    if (behind >= rules.off_track_behind - NEARLY) return "off track";
    if (behind >= rules.at_risk_behind - NEARLY) return "at risk";
    return confidence !== null && confidence * 100 < rules.low_confidence - NEARLY ? "at risk" : "on track";
  }
  var WhatIfStatus = class {
    #objectives;
    #numbers;
    #rules;
    /**
     * @param {ReadonlyMap<string, Objective>} objectives by their references
     * @param {WhatIf} numbers what they would be
     * @param {StatusRules} rules
     */
    constructor(objectives, numbers, rules) {
      this.#objectives = objectives;
      this.#numbers = numbers;
      this.#rules = rules;
    }
    /**
     * Return the word that would be said of an objective; null where its cycle has ended, and an outcome is said.
     *
     * @param {string} ref
     * @returns {string | null}
     */
    getWord(ref) {
      const objective = this.#objectives.get(ref);
      if (!objective || objective.outcome) return null;
      const { shown, reported } = objective.status;
      if (reported !== null || LASTING.has(shown)) return shown;
      return computeWord(this.#numbers.getProgress(ref), this.#getExpected(ref), objective.confidence, this.#rules);
    }
    /**
     * Return what is expected of an objective: the mean of what is expected of its parts that have a number.
     *
     * @param {string} ref
     * @returns {number | null}
     */
    #getExpected(ref) {
      const objective = this.#objectives.get(ref);
      if (!objective) return null;
      const due = [...this.#listDueResults(objective), ...this.#listDueObjectives(objective)];
      const total = due.reduce((sum, [, weight]) => sum + weight, 0);
      return total ? due.reduce((sum, [share, weight]) => sum + share * weight, 0) / total : null;
    }
    /**
     * @param {Objective} objective
     * @returns {[number, number][]} what is expected, and its weight
     */
    #listDueResults(objective) {
      if (objective.progress_from === "aligned") return [];
      return objective.key_results.flatMap(
        ({ ref, expected, weight }) => expected === null || this.#numbers.getKeyResult(ref).progress === null ? [] : [[expected, weight]]
      );
    }
    /**
     * @param {Objective} objective
     * @returns {[number, number][]} likewise
     */
    #listDueObjectives(objective) {
      const expected = new Map(objective.explanations.expected.terms.map((term) => [term.ref, term.number]));
      return objective.explanations.progress.terms.flatMap(({ ref, number, weight }) => {
        if (!ref || ref.includes("#") || !weight) return [];
        const isAbove = this.#objectives.has(ref);
        const share = isAbove ? this.#getExpected(ref) : expected.get(ref) ?? null;
        const progress = isAbove ? this.#numbers.getProgress(ref) : number;
        return share === null || progress === null ? [] : [[share, weight]];
      });
    }
  };
  function computeUnitMean(objectives, getProgress) {
    let [sum, total] = [0, 0];
    let isRounded = false;
    for (const objective of objectives) {
      if (objective.status.shown === "dropped") continue;
      isRounded ||= isRoundedMean(objective);
      const progress = getProgress(objective);
      if (progress === null) continue;
      sum += Math.min(1, Math.max(0, progress)) * objective.weight;
      total += objective.weight;
    }
    if (!total) return null;
    return isRounded ? roundHalfUp(sum / total * 100) / 100 : sum / total;
  }
  function isRoundedMean({ explanations: { progress }, key_results: results }) {
    return progress.rule === null ? results.some((one) => one.withheld) : progress.rule === "whole mean";
  }

  // src/what-if-results.js
  var SVG = "http://www.w3.org/2000/svg";
  function formatPercent(share) {
    return share === null ? translate("no data") : addPercentSign(roundHalfUp(share * 100));
  }
  function describeChange(before, after) {
    return before === after ? translate("stays {percent}", { percent: before }) : `${before} → ${after}`;
  }
  function describeWord(objective, status) {
    const word = status?.getWord(objective.ref) ?? null;
    if (word === null) return "";
    const { shown, reported } = objective.status;
    if (word !== shown) return `${nameStatus(shown)} → ${nameStatus(word)}`;
    return reported === null ? translate("stays {status}", { status: nameStatus(shown) }) : translate("stays {status}, as a person says", { status: nameStatus(shown) });
  }
  function describeObjective(change, word, hasGoals) {
    const own = word ? translate("This objective: {change}, {status}.", { change, status: word }) : translate("This objective: {change}.", { change });
    return hasGoals ? [own, translate("The goals above it:")].join(" ") : own;
  }
  function listUnitMeans(files, lineage, numbers) {
    const getProgress = (one) => lineage.has(one.ref) ? numbers.getProgress(one.ref) : one.progress;
    return [...files].flatMap(([file, objectives]) => {
      const before = formatPercent(computeUnitMean(objectives, (one) => one.progress));
      const after = formatPercent(computeUnitMean(objectives, getProgress));
      return before === after ? [] : [`${file.replace("/", ", ")} ${describeChange(before, after)}`];
    });
  }
  function listDetails(objective, numbers) {
    const lines = [];
    for (const { ref, title, now, unit, progress, sum_of: sum } of objective.key_results) {
      const then = numbers.getKeyResult(ref);
      if (!sum || then.now === now) continue;
      const change = describeChange(formatValue(now, unit), formatValue(then.now, unit));
      const shares = describeChange(formatPercent(progress), formatPercent(then.progress));
      lines.push(translate("{title}, a sum: {change} ({shares})", { title, change, shares }));
    }
    const [before, after] = [formatPercent(objective.aligned.direct), formatPercent(numbers.getAligned(objective.ref))];
    if (before !== after) lines.push(translate("What contributes directly: {change}", { change: describeChange(before, after) }));
    return lines;
  }
  function formatValue(value, unit) {
    if (typeof value !== "number") return translate("no value");
    const digits = formatNumber(value);
    if (unit === "%") return addPercentSign(digits);
    if (!unit) return digits;
    return new RegExp("^\\p{Sc}|^[A-Z]{3}$", "u").test(unit) ? `${unit} ${digits}` : `${digits} ${unit}`;
  }
  function makeEntry(objective, numbers, word, address) {
    const share = numbers.getProgress(objective.ref);
    const [before, after] = [formatPercent(objective.progress), formatPercent(share)];
    const details = [...word ? [translate("Status: {change}", { change: word })] : [], ...listDetails(objective, numbers)];
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
  var Trial = class {
    #section;
    #root;
    #objective;
    #lineage;
    #files;
    /** @type {Map<string, Value>} */
    #moved = /* @__PURE__ */ new Map();
    /** @type {Map<string, import("./what-if-controls.js").Control>} */
    #controls = /* @__PURE__ */ new Map();
    #said = makeElement("p", { role: "status" });
    #list = makeElement("ul");
    #units = makeElement("p", { class: "okr-whatif__units okr-meta" });
    #reset = makeButton(translate("Reset"), () => this.#take(/* @__PURE__ */ new Map()));
    #panel;
    /**
     * @param {Element} section where the key results stand
     * @param {string} root the address of the site
     * @param {{objective: Objective, lineage: ReadonlyMap<string, Objective>, files: ObjectiveFiles}} found the objective, with all above it, and the files from which they were loaded
     */
    constructor(section, root, { objective, lineage, files }) {
      this.#section = section;
      this.#root = root;
      this.#objective = objective;
      this.#lineage = lineage;
      this.#files = files;
      this.#panel = makeElement(
        "section",
        { class: "okr-whatif", "aria-labelledby": TITLE_ID },
        makeElement("h3", { id: TITLE_ID }, translate("What if"), makeElement("i", {}, translate("not the published numbers"))),
        this.#said,
        this.#list,
        this.#units,
        makeElement("p", { class: "okr-whatif__foot okr-meta" }, this.#reset, translate("The address of this page keeps what you try, so it can be sent."))
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
      const { rules } = this.#files;
      const status = rules && new WhatIfStatus(this.#lineage, numbers, rules);
      const word = describeWord(this.#objective, status);
      const change = describeChange(formatPercent(progress), formatPercent(numbers.getProgress(ref)));
      const goals = [...this.#lineage.values()].filter((one) => one.ref !== ref);
      const isMoved = this.#moved.size > 0;
      this.#said.textContent = isMoved ? describeObjective(change, word, goals.length > 0) : translate("Move a key result to see what would become of this objective and of the goals above it.");
      this.#reset.disabled = !isMoved;
      const entries = goals.map((goal) => makeEntry(goal, numbers, describeWord(goal, status), new URL(goal.url, this.#root).href));
      this.#list.replaceChildren(...isMoved ? entries : []);
      const means = listUnitMeans(this.#files.loaded, this.#lineage, numbers);
      this.#units.textContent = isMoved && means.length > 0 ? translate("Means of units: {means}.", { means: means.join("; ") }) : "";
    }
  };
  async function openTrial(section, root, ref) {
    const files = new ObjectiveFiles(root);
    const lineage = await loadLineage(ref, (unit, cycle) => files.load(unit, cycle));
    const objective = lineage.get(ref);
    if (!objective) throw new Error(`No data of ${ref}.`);
    const trial = new Trial(section, root, { objective, lineage, files });
    trial.open();
    return trial;
  }
  return __toCommonJS(what_if_trial_exports);
})();
