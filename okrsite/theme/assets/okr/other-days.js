/* Made from frontend/src/ by "make script": edit it there. */
"use strict";
"use strict";
var okrOtherDays = (() => {
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

  // src/other-days-slider.js
  var other_days_slider_exports = {};
  __export(other_days_slider_exports, {
    openSlider: () => openSlider
  });

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
  function addPercentSign(number) {
    return `${number}${translations.numbers.percent}`;
  }
  function fill(text, values) {
    if (!values) return text;
    return text.replaceAll(/\{([a-z_]+)\}/gu, (part, name) => Object.hasOwn(values, name) ? String(values[name]) : part);
  }

  // src/other-days-data.js
  function makeUnknown() {
    const status = { key: "none", word: translate("Not known"), mark: "" };
    return { progress: null, expected: null, status, words: translate("not known then") };
  }
  function isGoal(page) {
    return page.startsWith("objectives/");
  }
  var KnownDay = class {
    #file;
    #place;
    #root;
    /**
     * @param {DaysFile} file
     * @param {number} place which of the days
     * @param {string} root the address of the site
     */
    constructor(file, place, root) {
      this.#file = file;
      this.#place = place;
      this.#root = root;
    }
    get words() {
      return this.#file.days[this.#place]?.words ?? "";
    }
    get day() {
      return this.#file.days[this.#place]?.day ?? "";
    }
    /**
     * Return an address as the file has it: from the site's root, without what leads to a place on the page.
     *
     * @param {string} address
     * @returns {string | null} null for one of another site
     */
    shorten(address) {
      const page = address.split(/[?#]/u, 1)[0] ?? "";
      return page.startsWith(this.#root) ? page.slice(this.#root.length) : null;
    }
    /**
     * @param {string} page the page of an objective
     * @returns {Standing}
     */
    getGoal(page) {
      return this.#find(this.#file.goals[page]?.standings) ?? makeUnknown();
    }
    /**
     * Return how the key results of an objective stood, by their anchors, in the order in which pages have them.
     *
     * @param {string} page
     * @returns {Map<string, Standing>}
     */
    getResults(page) {
      const results = this.#file.goals[page]?.results ?? {};
      return new Map(Object.entries(results).map(([anchor, standings]) => [anchor, this.#find(standings) ?? makeUnknown()]));
    }
    /**
     * @param {string} page that of a unit or a cycle
     * @returns {{ page: number | null, listed: number | null, statuses: Status[] } | null} null for any other page
     */
    getMean(page) {
      const mean = this.#file.means[page];
      if (!mean) return null;
      const statuses = mean.goals.flatMap((goal) => this.#find(this.#file.goals[goal]?.standings)?.status ?? []);
      return { page: mean.page[this.#place] ?? null, listed: mean.listed[this.#place] ?? null, statuses };
    }
    /**
     * @param {(Written | null)[] | undefined} standings
     * @returns {Standing | null}
     */
    #find(standings) {
      const written = standings?.[this.#place];
      const status = written && this.#file.statuses[written[2]];
      return status ? { progress: written[0], expected: written[1], status, words: written[3] } : null;
    }
  };

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
  function readSize(rectangle) {
    const { width, height } = getComputedStyle(rectangle);
    return { width: Number(width.replace("px", "")), height: Number(height.replace("px", "")) };
  }
  function readQuery() {
    return new URLSearchParams(location.search);
  }
  function makeAddress(query) {
    const text = query.toString();
    return location.pathname + (text ? `?${text}` : "") + location.hash;
  }

  // src/other-days-page.js
  var SVG = "http://www.w3.org/2000/svg";
  var STATUS_CLASS = /okr-status--[a-z]+/u;
  var Exchange = class {
    /** @type {(() => void)[]} */
    #undo = [];
    /**
     * Put another element in the place of one.
     *
     * @param {Element | null} old null: it isn't there
     * @param {Element} made
     */
    replace(old, made) {
      if (!old) return;
      old.replaceWith(made);
      this.#undo.push(() => made.replaceWith(old));
    }
    /**
     * Let an element say something else.
     *
     * @param {Element | null | undefined} element undefined or null: it isn't there
     * @param {string} text
     */
    write(element, text) {
      if (!element) return;
      const before = [...element.childNodes];
      element.replaceChildren(text);
      this.#undo.push(() => element.replaceChildren(...before));
    }
    /**
     * @param {Element} element
     * @param {string} name
     * @param {string} value
     */
    setAttribute(element, name, value) {
      const before = element.getAttribute(name);
      element.setAttribute(name, value);
      this.#undo.push(() => before === null ? element.removeAttribute(name) : element.setAttribute(name, before));
    }
    /** Let the page be what it was. */
    undo() {
      for (const one of this.#undo.toReversed()) one();
      this.#undo = [];
    }
  };
  function writePercent(percent) {
    return percent === null ? "–" : addPercentSign(percent);
  }
  function layOutBar(progress, expected) {
    const fill2 = Math.min(100, Math.max(0, progress ?? 0));
    const due = expected === null ? 0 : Math.min(100, Math.max(0, expected));
    return { fill: fill2, gap: progress === null ? 0 : Math.max(0, due - fill2), tick: due };
  }
  function describeProgress(progress, expected) {
    const percents = { percent: writePercent(progress), expected: writePercent(expected) };
    if (progress === null) {
      return expected === null ? translate("No number then") : translate("No number then, {expected} expected", percents);
    }
    return expected === null ? translate("{percent} of the way", percents) : translate("{percent} of the way, {expected} expected", percents);
  }
  function makeBar(progress, expected) {
    const { fill: fill2, gap, tick } = layOutBar(progress, expected);
    const bar = makeSvg("svg", { class: "okr-bar", role: "img", "aria-label": describeProgress(progress, expected) });
    bar.append(makeSvg("rect"));
    if (gap) bar.append(makeSvg("rect", { x: `${fill2}%`, width: `${gap}%` }));
    if (fill2) bar.append(makeSvg("rect", { width: `${fill2}%` }));
    if (tick) bar.append(makeSvg("rect", { x: `${tick}%` }));
    return bar;
  }
  function makeSvg(name, attributes = {}) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }
  function makeSign({ key, word }) {
    return makeElement("i", { class: `is-${key} okr-sign`, title: word }, word);
  }
  function showStanding(exchange, place, standing) {
    showStatus(exchange, place.querySelector('[class*="okr-status--"]'), standing);
    const figure = place.querySelector(".okr-progress, .okr-goal__figure");
    if (!figure) return;
    showNumber(exchange, figure, standing);
    exchange.write(figure.querySelector(".okr-label"), standing.words);
  }
  function showStatus(exchange, element, standing) {
    if (!element) return;
    const { key, word } = standing.status;
    exchange.setAttribute(element, "class", (element.getAttribute("class") ?? "").replace(STATUS_CLASS, `okr-status--${key}`));
    exchange.write(element, word);
  }
  function showNumber(exchange, place, standing) {
    exchange.replace(place.querySelector(":scope > .okr-bar"), makeBar(standing.progress, standing.expected));
    const number = place.querySelector(":scope > b");
    exchange.write(number?.querySelector("a") ?? number, writePercent(standing.progress));
  }

  // src/other-days-map.js
  function showOnMap(exchange, card, standing, day) {
    const { key, word } = standing.status;
    const percent = writePercent(standing.progress);
    exchange.setAttribute(card, "aria-label", translate("{title}. {status}, {percent} on {day}.", { title: readTitle(card), status: word, percent, day }));
    exchange.setAttribute(card, "class", (card.getAttribute("class") ?? "").replace(/\bis-[a-z]+/u, `is-${key}`));
    const foot = card.querySelector(":scope > g");
    if (foot) exchange.replace(foot, copyFoot(foot, standing));
  }
  function readTitle(card) {
    const [, ...lines] = card.querySelectorAll(":scope > text:not([x])");
    return lines.map((line) => line.textContent).join(" ");
  }
  function copyFoot(foot, { progress, expected, status }) {
    const copy = (
      /** @type {Element} */
      foot.cloneNode(true)
    );
    copy.firstElementChild?.replaceWith(makeSvg("path", { d: status.mark }));
    for (const [place, text] of [status.word, writePercent(progress)].entries()) {
      copy.querySelectorAll("text")[place]?.replaceChildren(text);
    }
    const [, ...parts] = copy.querySelectorAll("rect");
    for (const part of parts) part.remove();
    const rail = foot.querySelector("rect");
    const width = rail ? readSize(rail).width : 0;
    const scale = (percent) => String(Math.round(percent * width) / 100);
    const { fill: fill2, gap, tick } = layOutBar(progress, expected);
    if (gap) copy.append(makeSvg("rect", { x: scale(fill2), width: scale(gap) }));
    if (fill2) copy.append(makeSvg("rect", { width: scale(fill2) }));
    if (tick) copy.append(makeSvg("rect", { x: scale(tick) }));
    return copy;
  }

  // src/other-days-view.js
  var GOALS = ".okr-row, .okr-goal, .okr-carry__head, .okr-card, .okr-links > li";
  var DayPage = class {
    #exchange = new Exchange();
    #okr;
    #page;
    /** @param {Element} okr what of the page is okrsite's */
    constructor(okr) {
      this.#okr = okr;
      this.#page = location.href;
    }
    /** @param {KnownDay | null} day null: today */
    show(day) {
      this.#exchange.undo();
      this.#okr.classList.toggle("okr--past", day !== null);
      if (!day) return;
      this.#showOwnNumbers(day);
      for (const place of this.#okr.querySelectorAll(GOALS)) this.#showGoal(day, place);
      for (const row of this.#okr.querySelectorAll(".okr-teams > li")) this.#showUnit(day, row);
      for (const card of this.#okr.querySelectorAll("a.okr-node")) this.#showCard(day, card);
      for (const entry of this.#okr.querySelectorAll(".okr-feed > li")) {
        const told = entry.querySelector("time")?.getAttribute("datetime") ?? "";
        if (told > day.day) this.#exchange.setAttribute(entry, "hidden", "");
      }
    }
    /** @param {KnownDay} day */
    #showOwnNumbers(day) {
      const own = day.shorten(this.#page) ?? "";
      const head = this.#okr.querySelector(".okr-head");
      const figure = this.#okr.querySelector(":is(.okr-unitbar, .okr-lead--cycle) .okr-goal__figure");
      if (isGoal(own)) {
        const standing = day.getGoal(own);
        if (head) showStanding(this.#exchange, head, standing);
        if (figure?.parentElement) showStanding(this.#exchange, figure.parentElement, standing);
        this.#showResults(day, own, this.#okr);
      } else if (figure) {
        const mean = day.getMean(own);
        showNumber(this.#exchange, figure, { progress: mean?.page ?? null, expected: null });
      }
    }
    /**
     * @param {KnownDay} day
     * @param {Element} place
     */
    #showGoal(day, place) {
      const links = [...place.querySelectorAll("a")].map((link) => day.shorten(link.href));
      const page = links.find((address) => address !== null && isGoal(address));
      if (!page) return;
      showStanding(this.#exchange, place, day.getGoal(page));
      if (!place.matches(".okr-links > li, .okr-carry__head")) this.#showResults(day, page, place);
    }
    /**
     * Show the key results of an objective: rows have their values in order, lines and figures know them by their anchors.
     *
     * @param {KnownDay} day
     * @param {string} page
     * @param {Element} place
     */
    #showResults(day, page, place) {
      const results = day.getResults(page);
      if (place.matches(".okr-row")) {
        const values = place.querySelectorAll(".okr-row__krs > span > i");
        for (const [order, { words }] of [...results.values()].entries()) this.#exchange.write(values[order], words);
      }
      for (const [anchor, standing] of results) {
        const key = CSS.escape(anchor);
        this.#exchange.write(place.querySelector(`.okr-plain > [id="${key}"] > .okr-num`), standing.words);
        const line = place.querySelector(`:is(.okr-goal__krs, .okr-krs) > li:has(> b > a[href$="#why-${key}"])`);
        if (line) this.#showResult(line, standing);
      }
    }
    /**
     * @param {Element} line
     * @param {import("./other-days-page.js").Standing} standing
     */
    #showResult(line, standing) {
      showNumber(this.#exchange, line, standing);
      const sum = line.querySelector(".okr-krs__sum, .okr-meta");
      if (!sum) return;
      const made = (
        /** @type {Element} */
        sum.cloneNode(false)
      );
      made.append(makeSign(standing.status), makeElement("span", {}, standing.words));
      this.#exchange.replace(sum, made);
    }
    /**
     * @param {KnownDay} day
     * @param {Element} row
     */
    #showUnit(day, row) {
      const link = row.querySelector("a[href]");
      const page = link instanceof HTMLAnchorElement ? day.shorten(link.href) : null;
      const mean = page === null ? null : day.getMean(page);
      this.#exchange.write(row.querySelector(":scope > b"), writePercent(mean?.listed ?? null));
      this.#exchange.replace(
        row.querySelector(".okr-teams__marks"),
        makeElement("span", { class: "okr-teams__marks" }, ...(mean?.statuses ?? []).map((status) => makeSign(status)))
      );
    }
    /**
     * @param {KnownDay} day
     * @param {Element} card
     */
    #showCard(day, card) {
      const href = card.getAttribute("href");
      const page = href === null ? null : day.shorten(new URL(href, this.#page).href);
      if (page !== null && isGoal(page)) showOnMap(this.#exchange, card, day.getGoal(page), day.words);
    }
  };

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

  // src/other-days-slider.js
  var QUERY = "as-of";
  var DayControl = class {
    #file;
    #root;
    #shown;
    #slider = makeElement("input", { type: "range", min: "0", step: "1" });
    #said = makeElement("b", { role: "status" });
    #today = makeButton(translate("Today"), () => this.#choose(this.#last));
    element;
    /**
     * @param {DaysFile} file
     * @param {string} root the address of the site
     * @param {Element} okr
     */
    constructor(file, root, okr) {
      this.#file = file;
      this.#root = root;
      this.#shown = new DayPage(okr);
      this.#slider.max = String(this.#last);
      this.#slider.addEventListener("input", () => this.#choose(this.#slider.valueAsNumber));
      const label = makeElement("label", {}, translate("As of"), " ", this.#slider);
      this.element = makeElement(
        "section",
        { class: "okr-tools okr-days okr-days--page", "aria-label": translate("As of another day") },
        label,
        this.#said,
        this.#today,
        makeElement(
          "p",
          { class: "okr-meta" },
          translate("Progress, statuses and values as of that day, against the targets and links of today. What isn't known of it is left out.")
        )
      );
      document.addEventListener("click", (event) => this.#keepDay(event));
      document.addEventListener("auxclick", (event) => this.#keepDay(event));
    }
    get #last() {
      return this.#file.days.length - 1;
    }
    /** Show the day of the address, else the one before today. */
    start() {
      const asked = this.#file.days.findIndex(({ day }) => day === readQuery().get(QUERY));
      this.#choose(asked < 0 ? Math.max(0, this.#last - 1) : asked);
    }
    focus() {
      this.#slider.focus();
    }
    /** @param {number} place */
    #choose(place) {
      const query = readQuery();
      const day = place < this.#last ? new KnownDay(this.#file, place, this.#root) : null;
      if (day) query.set(QUERY, day.day);
      else query.delete(QUERY);
      history.replaceState(history.state, "", makeAddress(query));
      this.#slider.value = String(place);
      const words = day ? day.words : translate("today");
      this.#slider.setAttribute("aria-valuetext", words);
      this.#said.textContent = words;
      this.#today.disabled = !day;
      this.#shown.show(day);
    }
    /**
     * Let a link that is followed lead to the page of the same day.
     *
     * @param {Event} event
     */
    #keepDay(event) {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const day = readQuery().get(QUERY);
      const href = link?.getAttribute("href");
      if (!link || !href || href.startsWith("#") || day === null || link.hasAttribute("download")) return;
      const address = new URL(href, location.href);
      if (!address.href.startsWith(this.#root) || address.searchParams.has(QUERY)) return;
      address.searchParams.set(QUERY, day);
      link.setAttribute("href", address.href);
    }
  };
  var opened = null;
  async function openSlider(link, root) {
    const okr = link.closest(".okr");
    if (!okr) throw new Error("No page of okrsite.");
    if (opened) {
      opened.focus();
      return;
    }
    const file = await loadData(new URL("changes/days.json", root));
    opened = new DayControl(file, root, okr);
    link.closest(".okr-topline")?.after(opened.element);
    opened.start();
    link.hidden = true;
  }
  return __toCommonJS(other_days_slider_exports);
})();
