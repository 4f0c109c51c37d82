/* Made from frontend/src/ by "make script": edit it there. */
"use strict";
"use strict";
var okrPresent = (() => {
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

  // src/present.js
  var present_exports = {};
  __export(present_exports, {
    startPresentation: () => startPresentation
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
  function isModified(event) {
    return event.ctrlKey || event.metaKey || event.altKey;
  }

  // src/slides.js
  var USUAL_SECONDS = 20;
  var LEAST_SECONDS = 5;
  var MOST_SECONDS = 3600;
  var ON = /* @__PURE__ */ new Set(["ArrowRight", "ArrowDown", "PageDown", " "]);
  var BACK = /* @__PURE__ */ new Set(["ArrowLeft", "ArrowUp", "PageUp"]);
  var SIDEWAYS = /* @__PURE__ */ new Set(["ArrowRight", "ArrowLeft"]);
  function findNextSlide({ key, shiftKey }, current, number, hidden) {
    if (key === "Home") return 1;
    if (key === "End") return number;
    const back = BACK.has(key) || key === " " && shiftKey;
    if (!back && !ON.has(key)) return null;
    if (!SIDEWAYS.has(key) && (back ? hidden.above : hidden.below)) return null;
    return Math.min(Math.max(current + (back ? -1 : 1), 1), number);
  }
  function readSlide(hash, number) {
    const named = /^#([1-9]\d{0,3})$/u.exec(hash);
    return named ? Math.min(Number(named[1]), number) : 1;
  }
  function readSeconds(typed) {
    const seconds = typed.trim() === "" ? Number.NaN : Number(typed);
    return Number.isFinite(seconds) ? Math.min(Math.max(seconds, LEAST_SECONDS), MOST_SECONDS) : USUAL_SECONDS;
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
  function fill(text, values) {
    if (!values) return text;
    return text.replaceAll(/\{([a-z_]+)\}/gu, (part, name) => Object.hasOwn(values, name) ? String(values[name]) : part);
  }

  // src/wall.js
  var REST = 10;
  var LOOK = 60;
  var Turning = class {
    #seconds;
    #left;
    #rest = 0;
    #look = LOOK;
    #turn;
    #page = "";
    #isPaused = matchMedia("(prefers-reduced-motion: reduce)").matches;
    button = makeButton("", () => this.toggle());
    /**
     * @param {number} seconds
     * @param {() => void} turn
     */
    constructor(seconds, turn) {
      this.#seconds = seconds;
      this.#left = seconds;
      this.#turn = turn;
      this.#label();
    }
    /** @param {AbortSignal} signal */
    start(signal) {
      const timer = setInterval(() => this.#tick(), 1e3);
      signal.addEventListener("abort", () => clearInterval(timer));
      document.addEventListener("pointermove", () => {
        this.#rest = REST;
      }, { signal });
    }
    /** Begin to count the seconds of a slide. */
    begin() {
      this.#left = this.#seconds;
    }
    toggle() {
      this.#isPaused = !this.#isPaused;
      this.#label();
    }
    #label() {
      this.button.textContent = this.#isPaused ? translate("Turn by itself") : translate("Pause");
    }
    #tick() {
      this.#look -= 1;
      if (this.#look <= 0) {
        this.#look = LOOK;
        this.#reloadIfChanged().catch(() => {
        });
      }
      this.#rest = Math.max(this.#rest - 1, 0);
      if (this.#isPaused || this.#rest > 0 || document.activeElement?.matches("a, button")) return;
      this.#left -= 1;
      if (this.#left <= 0) this.#turn();
    }
    /** Load the page anew where the site has another one now. Opened as a file there is nobody to ask. */
    async #reloadIfChanged() {
      if (!/^https?:$/u.test(location.protocol)) return;
      const answer = await fetch(location.href.split("#", 1)[0] ?? "", { cache: "no-cache" });
      if (!answer.ok) return;
      const page = await answer.text();
      if (this.#page && page !== this.#page) location.reload();
      this.#page = page;
    }
  };

  // src/present.js
  var PRESENTS = "okr-presents";
  var SMALLER = ["okr-presents--9", "okr-presents--8", "okr-presents--7", "okr-presents--6"];
  var Presentation = class {
    #pack;
    #slides;
    #current = 1;
    #controls = new AbortController();
    #place = makeElement("span", { class: "okr-present__place" });
    #bar;
    #turning;
    /** @param {Element} pack */
    constructor(pack) {
      this.#pack = pack;
      this.#slides = /** @type {HTMLElement[]} */
      [...pack.querySelectorAll(".okr-slide")];
      const query = readQuery();
      this.#turning = query.has("wall") ? new Turning(readSeconds(query.get("wall") ?? ""), () => this.#turn(1, true)) : null;
      this.#bar = makeElement(
        "p",
        { class: "okr-present", role: "group", "aria-label": translate("Presentation") },
        makeButton(translate("Previous"), () => this.#turn(-1)),
        this.#place,
        makeButton(translate("Next"), () => this.#turn(1)),
        this.#turning?.button ?? "",
        makeButton(translate("Full screen"), () => toggleFullScreen()),
        makeButton(translate("Close"), () => this.#close())
      );
    }
    start() {
      const { signal } = this.#controls;
      document.documentElement.classList.add(PRESENTS);
      this.#pack.append(this.#bar);
      for (const slide of this.#slides) slide.tabIndex = -1;
      document.addEventListener("keydown", (event) => this.#press(event), { signal });
      window.addEventListener("hashchange", () => this.#show(readSlide(location.hash, this.#slides.length)), { signal });
      window.addEventListener("resize", () => this.#fit(), { signal });
      this.#turning?.start(signal);
      this.#show(readSlide(location.hash, this.#slides.length));
    }
    /** @param {KeyboardEvent} event */
    #press(event) {
      if (isModified(event)) return;
      if (event.key === "Escape") {
        this.#close();
        return;
      }
      if (event.key === "f") toggleFullScreen();
      if (event.key === "p") this.#turning?.toggle();
      if (event.key === " " && event.target instanceof HTMLButtonElement) return;
      const { scrollTop, scrollHeight, clientHeight } = this.#pack;
      const hidden = { above: scrollTop > 1, below: scrollTop + clientHeight < scrollHeight - 1 };
      const next = findNextSlide(event, this.#current, this.#slides.length, hidden);
      if (next === null) return;
      event.preventDefault();
      if (next !== this.#current) this.#show(next);
    }
    /**
     * @param {number} step
     * @param {boolean} [around] whether the first follows the last
     */
    #turn(step, around = false) {
      const number = this.#slides.length;
      const next = this.#current + step;
      if (next >= 1 && next <= number) this.#show(next);
      else if (around) this.#show(1);
    }
    /** @param {number} number */
    #show(number) {
      this.#current = number;
      for (const [place, slide] of this.#slides.entries()) slide.classList.toggle("is-shown", place + 1 === number);
      this.#place.textContent = `${number} / ${this.#slides.length}`;
      history.replaceState(null, "", `${location.pathname}${location.search}#${number}`);
      this.#fit();
      this.#pack.scrollTop = 0;
      if (!this.#bar.contains(document.activeElement)) this.#slides[number - 1]?.focus({ preventScroll: true });
      this.#turning?.begin();
    }
    /** Make letters as large as all of the slide allows. */
    #fit() {
      const { classList } = document.documentElement;
      classList.remove(...SMALLER);
      for (const [step, smaller] of SMALLER.entries()) {
        if (this.#pack.scrollHeight <= this.#pack.clientHeight) return;
        if (step > 0) classList.remove(SMALLER[step - 1] ?? "");
        classList.add(smaller);
      }
    }
    #close() {
      this.#controls.abort();
      this.#bar.remove();
      document.documentElement.classList.remove(PRESENTS, ...SMALLER);
      for (const slide of this.#slides) {
        slide.classList.remove("is-shown");
        slide.removeAttribute("tabindex");
      }
      const query = readQuery();
      for (const mode of ["present", "wall"]) query.delete(mode);
      history.replaceState(null, "", makeAddress(query));
      this.#slides[this.#current - 1]?.scrollIntoView();
    }
  };
  function toggleFullScreen() {
    const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    done.catch(() => {
    });
  }
  function startPresentation(pack) {
    if (!document.documentElement.classList.contains(PRESENTS)) new Presentation(pack).start();
  }
  return __toCommonJS(present_exports);
})();
