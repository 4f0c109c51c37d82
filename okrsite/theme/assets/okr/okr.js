/* Made from frontend/src/ by "make script": edit it there. */
"use strict";
"use strict";
(() => {
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
  function translatePlural(one, many, number, values) {
    const found = translations.words.get(one);
    const [singular, plural] = Array.isArray(found) ? found : [one, many];
    const isSingular = number === 1 || number === 0 && language === "fr";
    return fill(isSingular ? singular : plural, { number, ...values });
  }
  function fillWithNodes(text, nodes) {
    return text.split(/\{([a-z_]+)\}/u).map((piece, place) => place % 2 ? nodes[piece] ?? `{${piece}}` : piece);
  }
  function fill(text, values) {
    if (!values) return text;
    return text.replaceAll(/\{([a-z_]+)\}/gu, (part, name) => Object.hasOwn(values, name) ? String(values[name]) : part);
  }

  // src/ages.js
  var DAY = 24 * 60 * 60 * 1e3;
  var LONGEST = 60;
  function wordAge(day, today) {
    const passed = (Date.parse(today) - Date.parse(day)) / DAY;
    if (!(passed >= 0 && passed <= LONGEST)) return "";
    if (passed === 0) return translate("today");
    return passed === 1 ? translate("yesterday") : translatePlural("{number} day ago", "{number} days ago", passed);
  }
  function showAges(today) {
    const times = document.querySelectorAll("time.okr-age");
    const days = new Map([...times].map((time) => [time, time.textContent]));
    const showDays = () => {
      for (const [time, day] of days) time.textContent = day;
    };
    const showWords = () => {
      for (const [time, day] of days) {
        const words = wordAge(time.dateTime, today);
        if (!words) continue;
        time.textContent = words;
        time.title = day ?? "";
      }
    };
    showWords();
    addEventListener("beforeprint", showDays);
    addEventListener("afterprint", showWords);
  }

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
  function findElement(within, selector) {
    const found = within.querySelector(selector);
    if (!found) throw new Error(`No ${selector} in the map.`);
    return found;
  }
  function readSize(rectangle) {
    const { width, height } = getComputedStyle(rectangle);
    return { width: Number(width.replace("px", "")), height: Number(height.replace("px", "")) };
  }
  function loadScript(address) {
    return new Promise((resolve, reject) => {
      const script = makeElement("script", { src: address.href });
      script.addEventListener("load", () => resolve(script));
      script.addEventListener("error", () => {
        script.remove();
        reject(new Error(`${address}: not there`));
      });
      document.head.append(script);
    });
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

  // src/site-data.js
  function findOfflineCopy() {
    return (
      /** @type {{ okrOfflineCopy?: OfflineCopy }} */
      globalThis.okrOfflineCopy
    );
  }
  function findSiteRoot() {
    const data = document.querySelector(".okr-source a[href$='data/okr.json']");
    return data instanceof HTMLAnchorElement ? new URL("../", data.href).href : null;
  }
  function canLoadData() {
    return findOfflineCopy() !== void 0 || /^https?:$/u.test(location.protocol);
  }
  async function loadData(address) {
    const copy = findOfflineCopy();
    if (copy) return copy.loadData(address);
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  }

  // src/build-note.js
  function readBuildNote() {
    const root = findSiteRoot();
    return root === null || !canLoadData() ? Promise.resolve(null) : loadData(new URL("data/build.json", root));
  }
  function showBuildNote(note) {
    const foot = document.querySelector(".okr-source");
    if (!foot?.querySelector(".okr-build")) foot?.querySelector("p")?.append(" ", makeSentence(note));
  }
  function makeSentence({ day, words, commit, commit_url: url }) {
    const code = makeElement("code", {}, commit);
    const nodes = { day: makeElement("time", { datetime: day }, words), commit: url ? makeElement("a", { href: url }, code) : code };
    const text = commit ? translate("Data as of {day}, commit {commit}.") : translate("Data as of {day}.");
    return makeElement("span", { class: "okr-build" }, ...fillWithNodes(text, nodes));
  }
  async function showBuild() {
    const note = await readBuildNote();
    if (!note) return;
    showAges(note.day);
    showBuildNote(note);
  }

  // src/checkin-field.js
  var Field = class {
    /**
     * @param {string} label
     * @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} input
     * @param {(typed: string) => string} findFault
     */
    constructor(label, input, findFault = () => "") {
      this.input = input;
      this.findFault = findFault;
      this.fault = makeElement("span", { class: "okr-form__fault", role: "status" });
      this.element = makeElement("label", { class: "okr-form__field" }, makeElement("span", {}, label), input, this.fault);
    }
    get typed() {
      return this.input.value.trim();
    }
    /** Say what is wrong, and tell whether something is. */
    check() {
      const fault = this.typed ? this.findFault(this.typed) : "";
      this.fault.textContent = fault;
      this.input.setAttribute("aria-invalid", String(Boolean(fault)));
      return !fault;
    }
  };

  // src/checkin-values.js
  var BLANK = /\s/gu;
  var CURRENCY = /^(?<minus>[-\u2212]?)\s?(?<currency>[A-Z]{3}|[$£€¥])\s?(?=[-\u2212]?[\d.,])/u;
  var NUMBER = /^[-\u2212+]?(?<digits>[\d.,](?:[\d.,]|[ ](?=\d{3}(?!\d)))*)/u;
  var UNIT = new RegExp("^(?:\\p{L}[\\p{L}\\d\\u002F%²³.'’ -]{0,30}|[%‰°$£€¥])$", "u");
  var AMBIGUOUS_UNITS = /* @__PURE__ */ new Set(["m", "b", "t"]);
  var MULTIPLIERS = /^(?:k|M|K|bn|B|million|billion|thousand|mio|mrd)\b\.?/u;
  function findFaultOfNumber(typed, expected) {
    let text = typed.trim().replaceAll(BLANK, " ");
    const currency = CURRENCY.exec(text)?.groups;
    if (currency) text = text.replace(CURRENCY, currency.minus ?? "");
    const number = NUMBER.exec(text);
    if (!number) return translate("Type a number, such as 142 or 45%.");
    const unit = text.slice(number[0].length).trim().replace(MULTIPLIERS, "").trim();
    return findFaultOfDigits(number.groups?.digits ?? "", expected.comma) || findFaultOfUnit(currency?.currency ?? "", unit, expected);
  }
  function findFaultOfDigits(digits, comma) {
    const [decimal, group] = comma ? [",", "."] : [".", ","];
    const plain = new RegExp(`^(?:\\d{1,3}(?:[${group} ]\\d{3})+|\\d+)?(?:[${decimal}]\\d+)?$`, "u");
    if (plain.test(digits)) return "";
    return comma ? translate("Type it with a comma before its decimals, such as 1,5.") : translate("Type it with a point before its decimals, such as 1.5.");
  }
  function findFaultOfUnit(currency, behind, { unit }) {
    if (behind && !UNIT.test(behind)) return translate("Type the number alone, or with its unit behind it.");
    if (AMBIGUOUS_UNITS.has(behind) && behind !== unit) return translate("Write out what “{unit}” means.", { unit: behind });
    const own = currency || behind;
    return own && unit && !isSameUnit(own, unit) ? translate("It is measured in {unit}.", { unit }) : "";
  }
  function isSameUnit(own, unit) {
    const [first, second] = [own, unit].map((word) => word.toLowerCase().replace(/s$/u, ""));
    return first === second || first?.[0] === second?.[0];
  }
  function findFaultOfConfidence(typed, comma) {
    const match = /^(?<number>\d{1,3}(?:[.,]\d{1,4})?|[.,]\d{1,4})\s?(?<percent>%?)$/u.exec(typed.trim());
    const number = match?.groups?.number ?? "";
    const isFine = Boolean(match) && !number.includes(comma ? "." : ",") && isShare(number, Boolean(match?.groups?.percent));
    return isFine ? "" : translate("Type how sure you are in percent, such as 50%.");
  }
  function isShare(number, hasPercent) {
    const value = Number(number.replace(",", "."));
    if (hasPercent) return value <= 100;
    return /[.,]/u.test(number) ? value <= 1 : value > 10 && value <= 100;
  }

  // src/checkin-text.js
  var LONGEST_ADDRESS = 6e3;
  var FLAG = /(\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F})/u;
  var UNSEEN = [
    [0, 8],
    [11, 12],
    [14, 31],
    [127, 159],
    [173, 173],
    [847, 847],
    [1564, 1564],
    [4447, 4448],
    [6068, 6069],
    [6158, 6158],
    [8203, 8203],
    [8232, 8238],
    [8288, 8303],
    [12644, 12644],
    [55296, 57343],
    [64976, 65007],
    [65279, 65279],
    [65440, 65440],
    [65520, 65531],
    [65534, 65535],
    [113824, 113827],
    [119155, 119162],
    [917504, 917759],
    [918e3, 921599]
  ];
  function isSeen(character) {
    const code = character.codePointAt(0) ?? 0;
    return !UNSEEN.some(([first = 0, last = 0]) => first <= code && code <= last);
  }
  function quote(text) {
    const parts = text.split(FLAG).map((part) => FLAG.test(part) ? part : [...part].filter((sign) => isSeen(sign)).join(""));
    return JSON.stringify(parts.join(""));
  }
  function writeText(facts, checkIn) {
    const lines = [`objective: ${facts.objective}`, `date: ${checkIn.day}`];
    if (checkIn.by) lines.push(`by: ${quote(checkIn.by)}`);
    if (checkIn.status) lines.push(`status: ${checkIn.status}`);
    if (checkIn.note) lines.push(`note: ${quote(checkIn.note)}`);
    for (
      const name of
      /** @type {const} */
      ["now", "confidence"]
    ) {
      const values = Object.entries(checkIn[name]);
      if (values.length > 0) lines.push(`${name}:`, ...values.map(([id, value]) => `  ${id}: ${quote(value)}`));
    }
    return `${lines.join("\n")}
`;
  }
  function makeName(facts, checkIn, time) {
    const words = checkIn.by.normalize("NFKD").replaceAll(new RegExp("\\p{M}+", "gu"), "").toLowerCase();
    const who = words.replaceAll(/[^a-z0-9]+/gu, "-").replaceAll(/^-+|-+$/gu, "").slice(0, 40);
    return `${checkIn.day}-${who || time}-${facts.objective.split("/").at(-1)}.yml`;
  }
  function makeAddress2(facts, name, text) {
    if (facts.forge === "gitlab") {
      const query2 = new URLSearchParams({ file_name: `${facts.folder}/${name}` });
      return { address: `${facts.address}?${query2}`, holdsText: false };
    }
    const parts = facts.folder.split("/");
    const last = parts.pop() ?? "";
    const page = `${facts.address}/${parts.map((part) => encodeURIComponent(part)).join("/")}`;
    const query = new URLSearchParams({ filename: `${last}/${name}`, value: text });
    const address = `${page}?${query.toString().replaceAll("+", "%20")}`;
    if (address.length <= LONGEST_ADDRESS) return { address, holdsText: true };
    query.delete("value");
    return { address: `${page}?${query}`, holdsText: false };
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

  // src/checkin-form.js
  var STATUSES = ["", "on track", "at risk", "off track", "done", "paused", "dropped"];
  var NAME_KEY = "okr-check-in-name";
  function readClock(now) {
    const [year, month, day, hour, minute] = [
      now.getFullYear(),
      now.getMonth() + 1,
      now.getDate(),
      now.getHours(),
      now.getMinutes()
    ].map((part) => String(part).padStart(2, "0"));
    return { day: `${year}-${month}-${day}`, time: `${hour}${minute}` };
  }
  function readName() {
    try {
      return localStorage.getItem(NAME_KEY) ?? "";
    } catch {
      return "";
    }
  }
  function keepName(name) {
    try {
      localStorage.setItem(NAME_KEY, name);
    } catch {
    }
  }
  var CheckInForm = class {
    /**
     * @param {Facts} facts
     * @param {string} title
     */
    constructor(facts, title) {
      this.facts = facts;
      this.clock = readClock(/* @__PURE__ */ new Date());
      this.by = new Field(translate("Your name"), makeElement("input", { type: "text", autocomplete: "name" }));
      this.by.input.value = readName();
      this.day = new Field(translate("Day"), makeElement("input", { type: "date", max: this.clock.day }));
      this.day.input.value = this.clock.day;
      this.status = new Field(translate("Status"), makeSelect(STATUSES.map((status) => [status, nameStatus(status)]), translate("as computed")));
      this.note = new Field(translate("What is to be said"), makeElement("textarea", { rows: "3" }));
      this.results = facts.results.map((result) => makeResultFields(result, facts.comma));
      this.paste = makeElement("p", { class: "okr-form__paste", role: "status" });
      this.go = makeElement("a", { class: "okr-form__go", target: "_blank", rel: "noopener noreferrer" }, translate("Write the file →"));
      this.dialog = this.makeDialog(title);
      this.update();
    }
    /** @param {string} title */
    makeDialog(title) {
      const heading = makeElement("h2", { id: "okr-form-title" }, translate("Check in: {title}", { title }));
      const groups = this.results.map(
        ({ result, fields }) => makeElement("fieldset", {}, makeElement("legend", {}, result.title), ...fields.map((field) => field.element))
      );
      const close = makeButton(translate("Close"), () => this.dialog.close());
      const dialog = makeElement(
        "dialog",
        { class: "okr-form", "aria-labelledby": "okr-form-title" },
        heading,
        ...groups,
        this.note.element,
        makeElement("div", { class: "okr-form__row" }, this.status.element, this.day.element, this.by.element),
        this.paste,
        makeElement("p", { class: "okr-form__row" }, this.go, close),
        makeElement("p", { class: "okr-meta" }, translate("It becomes a file of its own in the repository, by the forge where you are signed in."))
      );
      dialog.addEventListener("input", () => this.update());
      dialog.addEventListener("close", () => dialog.remove());
      this.go.addEventListener("click", (event) => this.leave(event));
      return dialog;
    }
    /** Give the link the address of what is typed; without anything, or with something wrong, it leads nowhere. */
    update() {
      const fields = [this.by, this.day, this.status, this.note, ...this.results.flatMap((result) => result.fields)];
      const fine = fields.map((field) => field.check()).every(Boolean);
      const checkIn = this.read();
      const said = checkIn.note || checkIn.status || Object.keys({ ...checkIn.now, ...checkIn.confidence }).length > 0;
      this.paste.textContent = "";
      if (!(fine && said && checkIn.day && checkIn.day <= this.clock.day)) {
        this.go.removeAttribute("href");
        this.go.setAttribute("aria-disabled", "true");
        return;
      }
      this.text = writeText(this.facts, checkIn);
      const { address, holdsText } = makeAddress2(this.facts, makeName(this.facts, checkIn, this.clock.time), this.text);
      this.holdsText = holdsText;
      this.go.href = address;
      this.go.removeAttribute("aria-disabled");
      if (!holdsText) this.paste.textContent = translate("The text is put on the clipboard: paste it into the file that opens.");
    }
    /** @returns {import("./checkin-text.js").CheckIn} */
    read() {
      const now = {};
      const confidence = {};
      for (const { result, value, share } of this.results) {
        if (value?.typed) now[result.id] = value.typed;
        if (share.typed) confidence[result.id] = share.typed;
      }
      const { by, day, status, note } = this;
      return { day: day.typed, by: by.typed, status: status.typed, note: note.typed, now, confidence };
    }
    /** @param {MouseEvent} event */
    leave(event) {
      if (!this.go.hasAttribute("href")) return event.preventDefault();
      keepName(this.by.typed);
      if (this.holdsText) return;
      navigator.clipboard?.writeText(this.text ?? "").catch(() => this.showText());
      if (!navigator.clipboard) this.showText();
    }
    /** Show the text where it can't be put on the clipboard. */
    showText() {
      const shown = makeElement("textarea", { rows: "8", readonly: "" });
      shown.value = this.text ?? "";
      this.paste.replaceChildren(translate("Copy this text, and paste it into the file that opens."), shown);
      shown.select();
    }
  };
  function makeSelect(offered, none) {
    const select = makeElement("select");
    for (const [value, title] of offered) select.append(makeElement("option", { value }, title || none));
    return select;
  }
  function makeResultFields(result, comma) {
    let value;
    const last = result.last ? translate("last {value}", { value: nameLevel(result.last) }) : translate("nothing yet");
    if (result.takes === "level") {
      const levels = ["", ...result.levels ?? []].map((level) => (
        /** @type {const} */
        [level, nameLevel(level)]
      ));
      value = new Field(translate("Now"), makeSelect(levels, last));
    } else if (result.takes) {
      const input2 = makeElement("input", { type: "text", inputmode: "text", autocomplete: "off", placeholder: last });
      value = new Field(translate("Now"), input2, (typed) => findFaultOfNumber(typed, { unit: result.unit ?? "", comma }));
    }
    const placeholder = result.confidence ? translate("last {value}", { value: result.confidence }) : "50%";
    const input = makeElement("input", { type: "text", autocomplete: "off", placeholder, size: "8" });
    const share = new Field(translate("Confidence"), input, (typed) => findFaultOfConfidence(typed, comma));
    return { result, value, share, fields: value ? [value, share] : [share] };
  }
  function startCheckInForms() {
    const links = document.querySelectorAll("a.okr-checkin");
    for (const link of links) {
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
        const own = link.dataset.okrCheckin;
        if (!own && !location.protocol.startsWith("http")) return;
        event.preventDefault();
        if (own) openForm(JSON.parse(own), document.querySelector("h1")?.textContent ?? "");
        else fetchForm(link.href).catch(() => location.assign(link.href));
      });
    }
    if (location.hash === "#check-in") document.querySelector("#check-in")?.click();
  }
  async function fetchForm(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const link = page.querySelector("a.okr-checkin[data-okr-checkin]");
    if (!link) throw new Error(`${address}: no form`);
    openForm(JSON.parse(link.dataset.okrCheckin ?? ""), page.querySelector("h1")?.textContent ?? "");
  }
  function openForm(facts, title) {
    const form = new CheckInForm(facts, title);
    (document.querySelector(".md-typeset .okr") ?? document.body).append(form.dialog);
    form.dialog.showModal();
  }

  // src/day-slider.js
  function readCell(text, status) {
    const match = /(\d+)\s?%/u.exec(text);
    return { percent: match ? Number(match[1]) : null, status };
  }
  function countStatuses(cells) {
    const told = cells.filter((cell) => cell.percent !== null);
    const counts = /* @__PURE__ */ new Map();
    for (const { status } of told) if (status) counts.set(status, (counts.get(status) ?? 0) + 1);
    const parts = [...counts].toSorted(([, one], [, other]) => other - one).map(([status, count]) => `${count} ${status}`);
    const silent = cells.length - told.length;
    if (silent > 0) parts.push(translate("{number} without a number", { number: silent }));
    return parts.join(", ");
  }
  function describePoints(before, now) {
    if (before.percent === null || now.percent === null) return "";
    const points = now.percent - before.percent;
    return points > 0 ? `+${points}` : String(points).replace("-", "−");
  }
  var DaySlider = class {
    #heads;
    #rows;
    #days;
    #points;
    #slider = makeElement("input", { type: "range", min: "0", step: "1" });
    #said = makeElement("span", { role: "status" });
    #all = makeButton(translate("All days"), () => this.#choose(null));
    /** @param {HTMLTableElement} table */
    constructor(table) {
      this.#heads = [...table.tHead?.rows[0]?.cells ?? []];
      this.#rows = [...table.rows].filter((row) => row.parentElement !== table.tHead && row.cells.length === this.#heads.length);
      this.#days = this.#heads.slice(1, -1).map((head) => head.textContent ?? "");
      this.#points = this.#rows.map((row) => [...row.cells].at(-1)?.textContent ?? "");
      this.#slider.max = String(this.#days.length - 1);
      this.#slider.value = this.#slider.max;
      this.#slider.addEventListener("input", () => this.#choose(this.#slider.valueAsNumber));
    }
    /** @param {Element} place before which it is put */
    start(place) {
      const label = makeElement("label", {}, translate("As of"), " ", this.#slider);
      place.before(makeElement("div", { class: "okr-tools okr-days" }, label, this.#said, this.#all));
      const day = this.#days.indexOf(readQuery().get("day") ?? "");
      this.#show(day < 0 ? null : day);
    }
    /** @param {number | null} day */
    #choose(day) {
      const query = readQuery();
      if (day === null) query.delete("day");
      else query.set("day", this.#days[day] ?? "");
      history.replaceState(history.state, "", makeAddress(query));
      this.#show(day);
    }
    /** @param {number | null} day null: all of them */
    #show(day) {
      const last = this.#days.length - 1;
      this.#slider.value = String(day ?? last);
      const name = day === null ? translate("all days") : this.#days[day] ?? "";
      this.#slider.setAttribute("aria-valuetext", name);
      showColumn(this.#heads, day);
      const head = this.#heads.at(-1);
      if (head) head.textContent = day === null ? translate("Points") : translate("Points since");
      for (const [place, row] of this.#rows.entries()) {
        showColumn([...row.cells], day);
        const since = day === null ? this.#points[place] : describePoints(readColumn(row, day), readColumn(row, last));
        const points = [...row.cells].at(-1);
        if (points) points.textContent = since ?? "";
      }
      this.#said.textContent = day === null ? "" : `${name}: ${countStatuses(this.#rows.map((row) => readColumn(row, day)))}`;
      this.#all.disabled = day === null;
    }
  };
  function showColumn(cells, day) {
    for (const [column, cell] of cells.slice(0, -1).entries()) cell.hidden = day !== null && column > 0 && column !== day + 1;
  }
  function readColumn(row, day) {
    const cell = row.cells[day + 1];
    return readCell(cell?.textContent ?? "", cell?.querySelector(".okr-sign")?.textContent ?? "");
  }
  function startDaySlider() {
    const table = document.querySelector("[data-days] > table");
    if (table instanceof HTMLTableElement && table.parentElement) new DaySlider(table).start(table.parentElement);
  }

  // src/diagrams.js
  var KEPT = [
    "secure",
    "securityLevel",
    "startOnLoad",
    "maxTextSize",
    "suppressErrorRendering",
    "maxEdges",
    "themeCSS",
    "fontFamily",
    "altFontFamily",
    "dompurifyConfig"
  ];
  function limitDiagrams(mermaid) {
    const initialize = mermaid?.initialize;
    if (!mermaid || !initialize) return;
    mermaid.initialize = (config) => initialize({ ...config, suppressErrorRendering: true, secure: KEPT });
  }

  // src/choices.js
  var Choices = class {
    #onChoose;
    /** @type {Map<string, HTMLSelectElement>} */
    #selects = /* @__PURE__ */ new Map();
    /** @param {() => void} onChoose called when somebody has chosen something */
    constructor(onChoose) {
      this.#onChoose = onChoose;
    }
    /** Offer nothing any more. */
    clear() {
      this.#selects.clear();
    }
    /**
     * Offer values, if there are several to choose from.
     *
     * @param {string} name
     * @param {Iterable<[string, string]>} values each with its title
     */
    add(name, values) {
      const options = Array.from(values, ([value, title]) => new Option(title, value));
      if (options.length < 2) return;
      const select = makeElement("select", {}, new Option(translate("all"), ""), ...options);
      select.addEventListener("change", () => this.#onChoose());
      this.#selects.set(name, select);
    }
    /**
     * Make what stands on the page, each select with its label.
     *
     * @param {Record<string, string>} titles
     */
    makeLabels(titles) {
      return Array.from(
        this.#selects,
        ([name, select]) => makeElement("label", { class: "okr-filter" }, `${titles[name]} `, select)
      );
    }
    /** What is chosen, by name; an empty text where it is everything. */
    get chosen() {
      return Object.fromEntries(Array.from(this.#selects, ([name, select]) => [name, select.value]));
    }
    /** Whether anything is chosen. */
    get isChosen() {
      return Object.values(this.chosen).some(Boolean);
    }
    /** Take what is chosen from the address; what is unknown chooses nothing. */
    readAddress() {
      const query = readQuery();
      for (const [name, select] of this.#selects) {
        const wanted = query.get(name) ?? "";
        select.value = [...select.options].some((option) => option.value === wanted) ? wanted : "";
      }
    }
    /**
     * Write what is chosen into a query; the rest of it stays as it is.
     *
     * @param {URLSearchParams} query
     */
    writeTo(query) {
      for (const [name, value] of Object.entries(this.chosen)) {
        if (value) query.set(name, value);
        else query.delete(name);
      }
    }
    /** Choose everything. */
    reset() {
      for (const select of this.#selects.values()) select.value = "";
    }
  };

  // src/toolbar.js
  function makeFilterButton() {
    const button = makeButton(
      translate("Filter"),
      () => button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true")),
      { class: "okr-tools__button okr-tools__open", "aria-expanded": "false" }
    );
    return button;
  }
  function makeZoomButtons(frame, getZoom) {
    const makeZoomButton = (text, label, work) => makeButton(
      text,
      () => {
        const zoom = getZoom();
        if (zoom) work(zoom);
      },
      { "aria-label": label }
    );
    return makeElement(
      "div",
      { class: "okr-tools__zoom", role: "group", "aria-label": translate("Zoom") },
      makeZoomButton("−", translate("Smaller"), (zoom) => zoom.zoomOut()),
      makeZoomButton("+", translate("Larger"), (zoom) => zoom.zoomIn()),
      makeZoomButton("1:1", translate("Original size"), (zoom) => zoom.scaleTo(1)),
      makeZoomButton(translate("Fit"), translate("The whole map"), (zoom) => zoom.fit()),
      ...makeScreenButton(frame)
    );
  }
  function makeScreenButton(frame) {
    if (!document.fullscreenEnabled || !("requestFullscreen" in frame)) return [];
    const button = makeButton(
      translate("Full screen"),
      () => {
        const done = document.fullscreenElement === frame ? document.exitFullscreen() : frame.requestFullscreen();
        done.catch(() => {
        });
      },
      { "aria-pressed": "false" }
    );
    document.addEventListener("fullscreenchange", () => {
      button.setAttribute("aria-pressed", String(document.fullscreenElement === frame));
    });
    return [button];
  }

  // src/list-filter.js
  var NAMES = ["team", "status", "owner", "cycle"];
  var FORMULA = /^[=+\-@\t\r]/u;
  var ListFilter = class {
    #list;
    #rows;
    #choices = new Choices(() => this.#choose());
    #count = makeElement("span", { class: "okr-tools__count", role: "status" });
    #showAll = makeButton(translate("Show all"), () => this.#reset());
    /**
     * @param {HTMLElement} list
     * @param {Row[]} rows
     */
    constructor(list, rows) {
      this.#list = list;
      this.#rows = rows;
      for (const name of NAMES) {
        const counts = [...countValues(rows.map((row) => row.facets[name]))];
        this.#choices.add(name, counts.map(([value, number]) => [value, `${value} (${number})`]));
      }
    }
    start() {
      const downloads = makeElement(
        "span",
        { class: "okr-tools__zoom", role: "group", "aria-label": translate("This list as a file") },
        makeButton("CSV", () => this.#download("csv", "text/csv", formatCsv(this.#shownRows))),
        makeButton("JSON", () => this.#download("json", "application/json", formatJson(this.#shownRows)))
      );
      const labels = this.#choices.makeLabels({
        team: translate("Team"),
        status: translate("Status"),
        owner: translate("Owner"),
        cycle: translate("Cycle")
      });
      const fields = makeElement("span", { class: "okr-filters" }, ...labels);
      const controls = [makeFilterButton(), fields, this.#count, this.#showAll, downloads];
      this.#list.before(makeElement("div", { class: "okr-tools" }, ...controls));
      window.addEventListener("popstate", () => this.#readAddress());
      this.#readAddress();
    }
    get #shownRows() {
      return this.#rows.filter((row) => !row.element.hidden);
    }
    /** Take what is chosen from the address. */
    #readAddress() {
      this.#choices.readAddress();
      this.#apply();
    }
    #reset() {
      this.#choices.reset();
      this.#choose();
    }
    /** Show what is chosen, and have the address say it. */
    #choose() {
      const query = readQuery();
      this.#choices.writeTo(query);
      history.replaceState(history.state, "", makeAddress(query));
      this.#apply();
    }
    #apply() {
      const chosen = Object.entries(this.#choices.chosen);
      for (const { element, facets } of this.#rows) {
        element.hidden = chosen.some(([name, value]) => value && facets[
          /** @type {FacetName} */
          name
        ] !== value);
      }
      for (const group of this.#list.querySelectorAll(".okr-rows")) {
        const isEmpty = [...group.children].every((row) => row instanceof HTMLElement && row.hidden);
        const heading = group.previousElementSibling;
        if (group instanceof HTMLElement) group.hidden = isEmpty;
        if (heading instanceof HTMLElement && heading.matches(".okr-group")) heading.hidden = isEmpty;
      }
      const shown = this.#shownRows.length;
      const all = this.#rows.length;
      this.#count.textContent = describeCount(shown, all);
      this.#showAll.hidden = !this.#choices.isChosen;
    }
    /**
     * @param {string} suffix
     * @param {string} type
     * @param {string} text
     */
    #download(suffix, type, text) {
      const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
      makeElement("a", { href: address, download: `${this.#list.dataset.list}.${suffix}` }).click();
      setTimeout(() => URL.revokeObjectURL(address));
    }
  };
  function startListFilters() {
    for (const list of document.querySelectorAll("[data-list]")) {
      new ListFilter(
        /** @type {HTMLElement} */
        list,
        readRows(list)
      ).start();
    }
  }
  function readRows(list) {
    const rows = (
      /** @type {HTMLElement[]} */
      [...list.querySelectorAll(".okr-rows > li")]
    );
    return rows.filter((row) => !row.parentElement?.closest("li")).map((row) => readRow(row));
  }
  function readRow(element) {
    const link = (
      /** @type {HTMLAnchorElement | null} */
      element.querySelector(".okr-row__t")
    );
    return {
      element,
      facets: {
        team: readText(element, ".okr-row__team"),
        status: readText(element, "[class^=okr-status--]"),
        owner: element.dataset.owner ?? "",
        cycle: readCycle(element)
      },
      title: readText(element, ".okr-row__t"),
      address: link ? link.href : "",
      progress: readText(element, ".okr-progress b"),
      note: readText(element, ".okr-meta")
    };
  }
  function readCycle(row) {
    const heading = row.closest("[data-groups=cycle] .okr-rows")?.previousElementSibling;
    return (heading?.firstChild?.textContent ?? "").trim();
  }
  function readText(element, selector) {
    return (element.querySelector(selector)?.textContent ?? "").trim();
  }
  function describeCount(shown, all) {
    return shown === all ? translate("{number} listed", { number: all }) : translate("{shown} of {all} listed", { shown, all });
  }
  function countValues(values) {
    const counts = /* @__PURE__ */ new Map();
    for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
    return new Map([...counts].toSorted(([one], [other]) => compareNames(one, other)));
  }
  function describeRow({ title, facets, progress, note, address }) {
    return { title, ...facets, progress, note, address };
  }
  function formatCsv(rows) {
    const described = rows.map((row) => describeRow(row));
    const names = Object.keys(described[0] ?? {}).filter((name) => described.some((row) => row[name]));
    const lines = [names, ...described.map((row) => names.map((name) => row[name] ?? ""))];
    return lines.map((cells) => `${cells.map((cell) => formatCell(cell)).join(",")}\r
`).join("");
  }
  function formatCell(text) {
    const safe = FORMULA.test(text) ? `'${text}` : text;
    return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }
  function formatJson(rows) {
    return `${JSON.stringify(rows.map((row) => describeRow(row)), null, 2)}
`;
  }

  // src/wanted.js
  var CHOICE_NAMES = ["team", "level", "owner", "tags", "cycle"];
  function nameChoices() {
    return {
      team: translate("Team"),
      level: translate("Level"),
      owner: translate("Owner"),
      tags: translate("Tag"),
      cycle: translate("Cycle")
    };
  }
  function listChoices(cards, name) {
    const titles = /* @__PURE__ */ new Map();
    for (const card of cards) {
      for (const value of card.values[name] ?? []) titles.set(value, titleValue(card, name, value, titles.get(value)));
    }
    return [...titles].toSorted((a, b) => compareNames(a[1], b[1]));
  }
  function titleValue(card, name, value, known) {
    if (name === "tags") return value;
    if (name === "level") return nameUnitLevel(value);
    const printed = card.printed[name];
    if (printed && !printed.includes("…")) return printed.trim();
    return known || writeAsWords(value);
  }
  function writeAsWords(value) {
    return value.charAt(0).toUpperCase() + value.slice(1).replaceAll("-", " ");
  }
  function nameUnitLevel(level) {
    const names = /* @__PURE__ */ new Map([
      ["company", translate("Company")],
      ["division", translate("Division")],
      ["team", translate("Team")],
      ["subteam", translate("Subteam")]
    ]);
    return names.get(level) ?? writeAsWords(level);
  }
  function markVisible(graph, wanted) {
    for (const card of graph.cards) {
      card.visible = !wanted.hiddenStatuses.has(card.status) && CHOICE_NAMES.every((name) => {
        const value = wanted.chosen[name];
        return !value || (card.values[name] ?? []).includes(value);
      });
    }
    for (const link of graph.links) {
      const ends = [graph.findCard(link.from), graph.findCard(link.to)];
      link.visible = !wanted.hiddenKinds.has(link.kind) && ends.every((end) => end?.visible);
    }
  }
  function countObjectives(cards) {
    return new Set([...cards].map((card) => card.ref)).size;
  }

  // src/filter.js
  var LEGENDS = (
    /** @type {const} */
    ["status", "kind"]
  );
  var Filter = class {
    #onChange;
    /** @type {Drawing[]} */
    #drawings = [];
    /** @type {Record<typeof LEGENDS[number], HTMLInputElement[]>} */
    #checkboxes = { status: [], kind: [] };
    #choices = new Choices(() => this.#choose());
    #fields = makeElement("span", { class: "okr-filters" });
    #count = makeElement("span", { class: "okr-tools__count", role: "status" });
    #showAll = makeButton(translate("Show all"), () => this.reset());
    /**
     * @param {Element | null} legends
     * @param {() => void} onChange called when somebody has chosen something
     */
    constructor(legends, onChange) {
      this.#onChange = onChange;
      for (const chip of legends?.querySelectorAll("li.okr-chip") ?? []) this.#addCheckbox(chip);
    }
    /** Whether anything is hidden. */
    get isFiltering() {
      return !this.#showAll.hidden;
    }
    /**
     * Filter these drawings from now on, as the address says.
     *
     * @param {Drawing[]} drawings
     */
    use(drawings) {
      this.#drawings = drawings;
      this.#choices.clear();
      for (const name of CHOICE_NAMES) this.#choices.add(name, listChoices(this.#cards, name));
      this.#fields.replaceChildren(...this.#choices.makeLabels(nameChoices()));
      this.readAddress();
    }
    /** Take what is chosen from the address. */
    readAddress() {
      const query = readQuery();
      for (const name of LEGENDS) {
        const wanted = query.get(name)?.split(",");
        for (const input of this.#checkboxes[name]) input.checked = !wanted || wanted.includes(input.value);
      }
      this.#choices.readAddress();
      this.#apply();
    }
    /** Show everything. */
    reset() {
      for (const name of LEGENDS) {
        for (const input of this.#checkboxes[name]) input.checked = true;
      }
      this.#choices.reset();
      this.#choose();
    }
    /** Make what stands above the map. The checkboxes stand in the legend. */
    makeControls() {
      return [makeFilterButton(), this.#fields, this.#showAll, this.#count];
    }
    /**
     * Turn an entry of the legend into a checkbox.
     *
     * @param {Element} chip
     */
    #addCheckbox(chip) {
      const line = chip.querySelector("[class^='okr-edgekey--']");
      const sign = line ?? chip.querySelector("[class^='is-']");
      if (!sign) return;
      const [value = ""] = (sign.getAttribute("class") ?? "").replace(/^(okr-edgekey--|is-)/u, "").split(" ");
      const input = makeElement("input", { type: "checkbox", value });
      input.checked = true;
      input.addEventListener("change", () => this.#choose());
      const label = makeElement("label", { class: chip.className }, input, ...chip.childNodes);
      chip.className = "";
      chip.append(label);
      this.#checkboxes[line ? "kind" : "status"].push(input);
    }
    get #cards() {
      return this.#drawings.flatMap((drawing) => drawing.graph.cards);
    }
    #choose() {
      history.replaceState(history.state, "", makeAddress(this.#writeQuery()));
      this.#apply();
      this.#onChange();
    }
    /** Show what is chosen. */
    #apply() {
      const wanted = {
        hiddenStatuses: this.#listUnchecked("status"),
        hiddenKinds: this.#listUnchecked("kind"),
        chosen: this.#choices.chosen
      };
      for (const drawing of this.#drawings) {
        markVisible(drawing.graph, wanted);
        drawing.drawVisible();
      }
      const all = countObjectives(this.#cards);
      const shown = countObjectives(this.#cards.filter((card) => card.visible));
      this.#count.textContent = shown < all ? translate("{shown} of {all} shown", { shown, all }) : "";
      this.#showAll.hidden = wanted.hiddenStatuses.size + wanted.hiddenKinds.size === 0 && !this.#choices.isChosen;
    }
    /** @param {typeof LEGENDS[number]} name */
    #listUnchecked(name) {
      return new Set(this.#checkboxes[name].filter((input) => !input.checked).map((input) => input.value));
    }
    /** Return the query of the address with what is chosen; the rest of it stays as it is. */
    #writeQuery() {
      const query = readQuery();
      for (const name of LEGENDS) {
        const checked = this.#checkboxes[name].filter((input) => input.checked);
        const isPart = checked.length < this.#checkboxes[name].length;
        if (isPart) query.set(name, checked.map((input) => input.value).join(","));
        else query.delete(name);
      }
      this.#choices.writeTo(query);
      return query;
    }
  };

  // src/graph.js
  var TURNED_KEYS = { ArrowLeft: "ArrowUp", ArrowRight: "ArrowDown", ArrowUp: "ArrowLeft", ArrowDown: "ArrowRight" };
  var Graph = class {
    /** @type {Map<string, Card>} */
    #cardByRef;
    /** @type {Map<string, Link[]>} the links of each card, looked for once */
    #linksFrom;
    /** @type {Map<string, Link[]>} */
    #linksTo;
    /** @type {Map<Card, Place>} those that were asked for */
    #places = /* @__PURE__ */ new Map();
    /**
     * @param {Card[]} cards in the order in which they are read
     * @param {Link[]} links
     * @param {boolean} turned whether the drawing leads from left to right
     */
    constructor(cards, links, turned = false) {
      this.cards = cards;
      this.links = links;
      this.turned = turned;
      this.#cardByRef = new Map(cards.map((card) => [card.ref, card]));
      this.#linksFrom = Map.groupBy(links, (link) => link.from);
      this.#linksTo = Map.groupBy(links, (link) => link.to);
    }
    /** The cards that are shown, in reading order. */
    get visibleCards() {
      return this.cards.filter((card) => card.visible);
    }
    /** @param {string} ref */
    findCard(ref) {
      return this.#cardByRef.get(ref);
    }
    /**
     * List the visible links that begin ("up") or end ("down") at a card.
     *
     * @param {Card} card
     * @param {Direction} direction
     */
    listLinks(card, direction) {
      const links = direction === "up" ? this.#linksFrom : this.#linksTo;
      return (links.get(card.ref) ?? []).filter((link) => link.visible);
    }
    /**
     * List the cards at the other ends of these links.
     *
     * @param {Card} card
     * @param {Direction} direction
     */
    listNeighbours(card, direction) {
      const found = this.listLinks(card, direction).map(
        (link) => this.#cardByRef.get(direction === "up" ? link.to : link.from)
      );
      return found.filter((other) => other !== void 0);
    }
    /**
     * Collect a card, all it serves, all that serves it, and the links on the way. Ends in circles, too.
     *
     * @param {Card} card
     */
    collectRelated(card) {
      const related = /* @__PURE__ */ new Set([card]);
      for (
        const direction of
        /** @type {Direction[]} */
        ["up", "down"]
      ) {
        const seen = /* @__PURE__ */ new Set([card]);
        for (const next of seen) {
          for (const link of this.listLinks(next, direction)) related.add(link);
          for (const other of this.listNeighbours(next, direction)) seen.add(other);
        }
        for (const other of seen) related.add(other);
      }
      return related;
    }
    /**
     * Find where an arrow key leads: along a link, else to the next card that way; at the end of a row, to the next row, so
     * that each card can be reached, and be it alone in its row without a link.
     *
     * @param {Card} card
     * @param {string} key as in KeyboardEvent.key
     */
    findNextCard(card, key) {
      const towards = this.turned ? TURNED_KEYS[key] : key;
      if (towards === "ArrowUp" || towards === "ArrowDown") {
        const direction = towards === "ArrowUp" ? "up" : "down";
        return this.#findNearest(card, this.listNeighbours(card, direction)) ?? this.#findLevel(card, direction);
      }
      const sign = towards === "ArrowLeft" ? -1 : 1;
      return this.#findBeside(card, sign) ?? this.#findInNextRow(card, sign);
    }
    /**
     * @param {Card} card
     * @param {Direction} direction
     */
    #findLevel(card, direction) {
      const here = this.#placeOf(card);
      const others = this.visibleCards.filter((other) => {
        const gap = this.#placeOf(other).y - here.y;
        return direction === "up" ? gap < -here.height / 2 : gap > here.height / 2;
      });
      return this.#findNearest(card, others);
    }
    /**
     * @param {Card} card
     * @param {-1 | 1} sign -1 is to the left
     */
    #findBeside(card, sign) {
      const here = this.#placeOf(card);
      const others = this.visibleCards.filter((other) => {
        const there = this.#placeOf(other);
        return sign * (there.x - here.x) > 0 && Math.abs(there.y - here.y) < here.height / 2;
      });
      return this.#findNearest(card, others);
    }
    /**
     * Find the first card of the row below, or the last one of the row above.
     *
     * @param {Card} card
     * @param {-1 | 1} sign -1 is above
     * @returns {Card | undefined}
     */
    #findInNextRow(card, sign) {
      const here = this.#placeOf(card);
      const others = this.visibleCards.filter((other) => sign * (this.#placeOf(other).y - here.y) > here.height / 2);
      const rank = (other) => sign * this.#placeOf(other).y;
      const nearest = Math.min(...others.map((other) => rank(other)));
      const row = others.filter((other) => rank(other) - nearest < here.height / 2);
      return row.toSorted((a, b) => sign * (this.#placeOf(a).x - this.#placeOf(b).x))[0];
    }
    /**
     * @param {Card} card
     * @param {Card[]} others
     * @returns {Card | undefined}
     */
    #findNearest(card, others) {
      const here = this.#placeOf(card);
      const distances = others.filter((other) => other !== card).map((other) => {
        const there = this.#placeOf(other);
        return { other, distance: Math.hypot(there.x - here.x, there.y - here.y) };
      });
      return distances.toSorted((a, b) => a.distance - b.distance)[0]?.other;
    }
    /**
     * @param {Card} card
     * @returns {Place}
     */
    #placeOf(card) {
      const place = this.#places.get(card) ?? turnBox(card.measure(), this.turned);
      this.#places.set(card, place);
      return place;
    }
  };
  function turnBox({ x, y, width, height }, turned) {
    return turned ? { x: y, y: x, height: width } : { x, y, height };
  }

  // src/drawing.js
  var Drawing = class {
    /** @type {Map<Card | Link, SVGElement>} */
    #elements = /* @__PURE__ */ new Map();
    /** @type {Map<Element, Card>} */
    #cards = /* @__PURE__ */ new Map();
    /** @param {Element} box */
    constructor(box) {
      this.box = /** @type {HTMLElement} */
      box;
      this.svg = /** @type {SVGSVGElement} */
      findElement(box, ".okr-map__svg");
      const cards = listElements(this.svg, ".okr-node").map((element) => this.#remember(element, readCard(element)));
      const links = listElements(this.svg, ".okr-edges path").map((element) => this.#remember(element, readLink(element, cards)));
      this.graph = new Graph(cards, links, box.matches(".okr-map--right"));
      for (const card of cards) this.#cards.set(this.getElement(card), card);
    }
    /**
     * @template {Card | Link} Part
     * @param {SVGElement} element
     * @param {Part} part
     */
    #remember(element, part) {
      this.#elements.set(part, element);
      return part;
    }
    /**
     * Return the element that draws a card or a link.
     *
     * @param {Card | Link} part
     * @returns {SVGElement}
     */
    getElement(part) {
      const element = this.#elements.get(part);
      if (!element) throw new Error("A card or a link of another drawing.");
      return element;
    }
    /**
     * Find the card that an element belongs to.
     *
     * @param {EventTarget | null} target
     */
    findCardAt(target) {
      const element = target instanceof Element ? target.closest(".okr-node") : null;
      return (element && this.#cards.get(element)) ?? null;
    }
    /** The card that has the focus of the keyboard. */
    get focusedCard() {
      return this.findCardAt(document.activeElement);
    }
    /**
     * Find the link to what is not shown below a card, if there is one.
     *
     * @param {Card} card
     */
    findUnfoldLink(card) {
      const next = this.getElement(card).nextElementSibling;
      return next?.classList.contains("okr-unfold") ? next : null;
    }
    /** Draw what the graph says is visible, and nothing else. */
    drawVisible() {
      for (const [part, element] of this.#elements) setShown(element, part.visible);
      for (const card of this.graph.cards) {
        const unfold = this.findUnfoldLink(card);
        if (unfold) setShown(unfold, card.visible);
      }
    }
  };
  function listElements(within, selector) {
    return [.../** @type {NodeListOf<SVGElement>} */
    within.querySelectorAll(selector)];
  }
  function readCard(element) {
    const { dataset } = findTold(element);
    const [unit = "", ...owner] = (element.querySelector("text")?.textContent ?? "").split(" · ");
    const listed = (value) => value ? [value] : [];
    const ref = dataset.ref ?? readAddress(element);
    element.dataset.ref = ref;
    return {
      ref,
      measure: () => measureCard(element),
      status: readClass(element, "is-"),
      values: {
        team: listed(ref.split("/")[0]),
        level: listed(readClass(element, "okr-node--")),
        owner: listed(dataset.owner),
        tags: (dataset.tags ?? "").split("\n").filter(Boolean),
        cycle: listed(dataset.cycle ?? element.ownerSVGElement?.dataset.cycle)
      },
      printed: { team: unit, owner: owner.join(" · ") },
      visible: isShown(element)
    };
  }
  function findTold(element) {
    const id = element.getAttribute("aria-labelledby");
    return id && element.closest(".okr-maps")?.querySelector(`[id="${CSS.escape(id)}"]`) || element;
  }
  function readAddress(card) {
    const href = card.getAttribute("href");
    if (href === null) return "";
    const { pathname } = new URL(href, document.baseURI);
    return pathname.match(/\/objectives\/([\w-]+\/[\w-]+\/[\w-]+)(?:\/|\/index\.html|\.html)$/u)?.[1] ?? "";
  }
  function measureCard(element) {
    const place = element.closest("[transform]")?.getAttribute("transform") ?? "";
    const [left = 0, top = 0] = place.match(/-?[\d.]+/gu)?.map(Number) ?? [];
    const { width, height } = readSize(findElement(element, "rect"));
    return { x: left + width / 2, y: top + height / 2, width, height };
  }
  function readClass(element, prefix) {
    return [...element.classList].find((name) => name.startsWith(prefix))?.slice(prefix.length) ?? "";
  }
  function readLink(element, cards) {
    const [from = "", to = ""] = (element.dataset.ends ?? "").split(" ").map((place) => cards[Number(place)]?.ref);
    const kind = element.parentElement ? readClass(element.parentElement, "okr-edge--") : "";
    return { from, to, kind, visible: isShown(element) };
  }
  function isShown(element) {
    return element.getAttribute("display") !== "none";
  }
  function setShown(element, shown) {
    if (shown) element.removeAttribute("display");
    else element.setAttribute("display", "none");
  }

  // src/highlight.js
  var PATIENCE = 150;
  var Highlight = class {
    #drawing;
    /** @type {Card | null} */
    #lit = null;
    /** @type {Element[]} */
    #bright = [];
    /** @param {Drawing} drawing */
    constructor(drawing) {
      this.#drawing = drawing;
    }
    get isOn() {
      return this.#lit !== null;
    }
    /**
     * Light up a card, or none.
     *
     * @param {Card | null} card
     */
    show(card) {
      if (this.#lit === card) return;
      this.#lit = card;
      for (const element of this.#bright) element.classList.remove("is-lit", "is-focus");
      const related = card ? this.#drawing.graph.collectRelated(card) : [];
      this.#bright = [...related].map((part) => this.#drawing.getElement(part));
      for (const element of this.#bright) element.classList.add("is-lit");
      if (card) this.#drawing.getElement(card).classList.add("is-focus");
      this.#drawing.box.classList.toggle("okr-map--focus", card !== null);
    }
    /**
     * Follow the pointer; away from all cards, the one that has the focus is lit.
     *
     * @param {AbortSignal} signal
     */
    listen(signal) {
      const { box } = this.#drawing;
      let soon;
      const showFocused = () => this.show(this.#drawing.focusedCard);
      box.addEventListener(
        "pointerover",
        (event) => {
          const card = this.#drawing.findCardAt(event.target);
          window.clearTimeout(soon);
          if (card) this.show(card);
          else soon = window.setTimeout(showFocused, PATIENCE);
        },
        { signal }
      );
      box.addEventListener(
        "pointerleave",
        () => {
          window.clearTimeout(soon);
          showFocused();
        },
        { signal }
      );
      signal.addEventListener("abort", () => window.clearTimeout(soon), { once: true });
    }
  };

  // src/keyboard.js
  var Keyboard = class {
    #drawing;
    #highlight;
    /** @type {Card | null} */
    #stop = null;
    /**
     * @param {Drawing} drawing
     * @param {Highlight} highlight
     */
    constructor(drawing, highlight) {
      this.#drawing = drawing;
      this.#highlight = highlight;
      for (const card of drawing.graph.cards) this.#setTabIndex(card, "-1");
      this.moveTabStop();
    }
    /**
     * Make one card the only one that Tab stops at: this one, else the one that is it if it's visible, else the first.
     *
     * @param {Card | null} card
     */
    moveTabStop(card = null) {
      const next = card ?? (this.#stop?.visible ? this.#stop : this.#drawing.graph.visibleCards[0]);
      if (this.#stop) this.#setTabIndex(this.#stop, "-1");
      if (next) this.#setTabIndex(next, "0");
      this.#stop = next ?? null;
    }
    /**
     * Set it on a card, and on the link to what is not shown below it.
     *
     * @param {Card} card
     * @param {"0" | "-1"} value
     */
    #setTabIndex(card, value) {
      this.#drawing.getElement(card).setAttribute("tabindex", value);
      this.#drawing.findUnfoldLink(card)?.setAttribute("tabindex", value);
    }
    /** @param {AbortSignal} signal */
    listen(signal) {
      const { box } = this.#drawing;
      box.addEventListener("focusin", (event) => this.#takeFocus(event), { signal });
      box.addEventListener(
        "focusout",
        (event) => {
          const next = event.relatedTarget instanceof Element ? event.relatedTarget.closest(".okr-node") : null;
          if (!next) this.#highlight.show(null);
        },
        { signal }
      );
      box.addEventListener("keydown", (event) => this.#pressKey(event), { signal });
    }
    /** @param {FocusEvent} event */
    #takeFocus(event) {
      const card = this.#drawing.findCardAt(event.target);
      if (!card) return;
      this.moveTabStop(card);
      this.#highlight.show(card);
    }
    /** @param {KeyboardEvent} event */
    #pressKey(event) {
      const card = this.#drawing.focusedCard;
      if (!card || isModified(event)) return;
      const { graph } = this.#drawing;
      let next;
      if (event.key.startsWith("Arrow")) next = graph.findNextCard(card, event.key);
      else if (event.key === "Home") next = graph.visibleCards[0];
      else if (event.key === "End") next = graph.visibleCards.at(-1);
      else if (event.key === "Escape" && this.#highlight.isOn) {
        this.#highlight.show(null);
        event.stopImmediatePropagation();
      } else return;
      event.preventDefault();
      if (next) this.#focusCard(next);
    }
    /** @param {Card} card */
    #focusCard(card) {
      const element = this.#drawing.getElement(card);
      element.focus({ preventScroll: true });
      element.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  };

  // src/pan.js
  var CLICK = 4;
  function listenForPanning(box, signal) {
    let moved = false;
    let drag = null;
    box.addEventListener("dragstart", (event) => event.preventDefault(), { signal });
    box.addEventListener(
      "pointerdown",
      (event) => {
        if (event.button !== 0 || event.pointerType !== "mouse") return;
        moved = false;
        drag?.abort();
        drag = new AbortController();
        followPointer(box, event, AbortSignal.any([signal, drag.signal]), () => {
          moved = true;
        });
        window.addEventListener("pointerup", () => drag?.abort(), { signal: drag.signal });
      },
      { signal }
    );
    signal.addEventListener("abort", () => drag?.abort(), { once: true });
    box.addEventListener(
      "click",
      (event) => {
        if (moved) event.preventDefault();
        moved = false;
      },
      { signal, capture: true }
    );
  }
  function followPointer(box, start, signal, onMove) {
    const { scrollLeft, scrollTop } = box;
    let moving = false;
    window.addEventListener(
      "pointermove",
      (event) => {
        const x = event.clientX - start.clientX;
        const y = event.clientY - start.clientY;
        moving = moving || Math.hypot(x, y) > CLICK;
        if (!moving) return;
        onMove();
        box.scrollTo(scrollLeft - x, scrollTop - y);
      },
      { signal }
    );
  }

  // src/zoom.js
  var STEP = 1.25;
  var SMALLEST = 0.2;
  var LARGEST = 3;
  var LEGIBLE = 0.75;
  var DISCERNIBLE = 0.35;
  var MARGIN = 20;
  var FITTED = 0.85;
  var WHEEL = 300;
  var Zoom = class {
    #box;
    #svg;
    #width;
    #height;
    #scale = 1;
    /** @param {Drawing} drawing */
    constructor(drawing) {
      this.#box = drawing.box;
      this.#svg = drawing.svg;
      this.#width = this.#svg.viewBox.baseVal.width;
      this.#height = this.#svg.viewBox.baseVal.height;
    }
    /** @param {AbortSignal} signal */
    listen(signal) {
      this.#box.addEventListener("keydown", (event) => this.#pressKey(event), { signal });
      this.#box.addEventListener("wheel", (event) => this.#turnWheel(event), { signal, passive: false });
    }
    zoomIn() {
      this.scaleTo(this.#scale * STEP);
    }
    zoomOut() {
      this.scaleTo(this.#scale / STEP);
    }
    /** Make the whole drawing fit into the window. */
    fit() {
      this.scaleTo(
        Math.min(1, this.#box.clientWidth / this.#width, window.innerHeight * FITTED / this.#height)
      );
    }
    /**
     * Zoom, and keep what stands at a point of the box where it is.
     *
     * @param {number} scale 1 is the drawing's own size
     * @param {number} x in px from the left of the box
     * @param {number} y in px from its top
     */
    scaleTo(scale, x = this.#box.clientWidth / 2, y = this.#box.clientHeight / 2) {
      const next = Math.min(LARGEST, Math.max(SMALLEST, scale));
      const ratio = next / this.#scale;
      const left = (this.#box.scrollLeft + x) * ratio - x;
      const top = (this.#box.scrollTop + y) * ratio - y;
      this.#scale = next;
      this.#svg.setAttribute("width", String(this.#width * next));
      this.#svg.setAttribute("height", String(this.#height * next));
      this.#box.scrollTo(left, top);
    }
    /**
     * Open the drawing whole where that stays legible, else at a card in its own size.
     *
     * @param {Element | null} card
     */
    openAt(card) {
      const whole = this.#box.clientWidth / this.#width;
      this.scaleTo(whole >= LEGIBLE ? Math.min(1, whole) : 1);
      this.reveal(card);
    }
    /**
     * Open the drawing whole where that stays legible, else so that all these cards are in view from left to right; where
     * they would be too small, at the first of them in its own size.
     *
     * @param {Element[]} cards the first card before the others
     */
    openAtAll(cards) {
      this.openAt(cards[0] ?? null);
      const boxes = cards.map((card) => (card.querySelector("rect") ?? card).getBoundingClientRect());
      const left = Math.min(...boxes.map((box) => box.left));
      const right = Math.max(...boxes.map((box) => box.right));
      const fitting = this.#scale * (this.#box.clientWidth / (right - left + 2 * MARGIN * this.#scale));
      if (cards.length === 0 || fitting >= this.#scale || fitting < DISCERNIBLE) return;
      const middle = (left + right) / 2 - this.#box.getBoundingClientRect().left + this.#box.scrollLeft;
      const ratio = fitting / this.#scale;
      this.scaleTo(fitting, 0, 0);
      this.#box.scrollTo({ left: middle * ratio - this.#box.clientWidth / 2, top: 0, behavior: "instant" });
    }
    /**
     * Bring a card into the box, if it isn't there; the page around the map stays where it is.
     *
     * @param {Element | null} card
     */
    reveal(card) {
      const box = card?.querySelector("rect");
      if (!box) return;
      const there = box.getBoundingClientRect();
      const visible = this.#box.getBoundingClientRect();
      this.#box.scrollBy({
        left: distanceInto(there.left, there.right, visible.left, visible.right),
        top: distanceInto(there.top, there.bottom, visible.top, visible.bottom),
        behavior: "instant"
      });
    }
    /** @param {KeyboardEvent} event */
    #pressKey(event) {
      if (isModified(event)) return;
      if (event.key === "+" || event.key === "=") this.zoomIn();
      else if (event.key === "-") this.zoomOut();
      else if (event.key === "0") this.scaleTo(1);
      else return;
      event.preventDefault();
    }
    /** @param {WheelEvent} event */
    #turnWheel(event) {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const { left, top } = this.#box.getBoundingClientRect();
      this.scaleTo(this.#scale * Math.exp(-event.deltaY / WHEEL), event.clientX - left, event.clientY - top);
    }
  };
  function distanceInto(start, end, from, to) {
    return start >= from && end <= to ? 0 : (start + end - from - to) / 2;
  }

  // src/map-view.js
  var MapView = class {
    /** @type {[Part, ...Part[]]} */
    #parts;
    #attached = new AbortController();
    /**
     * @param {Element} element a drawing, or what holds two
     * @param {Element | null} list the same as a nested list
     * @param {string | null} ref the objective whose neighbourhood it is; null for what the page came with
     * @param {boolean} hasControls
     */
    constructor(element, list, ref, hasControls) {
      this.element = element;
      this.list = list;
      this.ref = ref;
      this.label = findElement(element, ".okr-map__svg").getAttribute("aria-label");
      const boxes = element.matches(".okr-map") ? [element] : [...element.querySelectorAll(".okr-map")];
      const [first, ...twins] = boxes.map((box) => makePart(new Drawing(box), hasControls));
      if (!first) throw new Error("A map without a drawing.");
      this.#parts = [first, ...twins];
    }
    get drawings() {
      return this.#parts.map((part) => part.drawing);
    }
    /** The drawing that the style sheet shows. */
    get shownDrawing() {
      return this.#shownPart.drawing;
    }
    get #shownPart() {
      return this.#parts.find(({ drawing }) => drawing.box.getClientRects().length > 0) ?? this.#parts[0];
    }
    get zoom() {
      return this.#shownPart.zoom;
    }
    get highlight() {
      return this.#shownPart.highlight;
    }
    /** The element of the first card that is visible. */
    get firstCard() {
      const { drawing } = this.#shownPart;
      const card = drawing.graph.visibleCards[0];
      return card ? drawing.getElement(card) : null;
    }
    /** The elements of the visible cards of the company's own goals; without any, of the first card. */
    get topCards() {
      const { drawing } = this.#shownPart;
      const visible = drawing.graph.visibleCards.map((card) => drawing.getElement(card));
      const top = visible.filter((element) => element.classList.contains("okr-node--company"));
      return top.length > 0 ? top : visible.slice(0, 1);
    }
    /**
     * Find the element of the card of an objective, if it's visible.
     *
     * @param {string | null} ref
     */
    findCard(ref) {
      const { drawing } = this.#shownPart;
      const card = ref === null ? void 0 : drawing.graph.findCard(ref);
      return card?.visible ? drawing.getElement(card) : null;
    }
    /** Begin to listen. Return the signal that ends it, for whoever listens to the same elements. */
    attach() {
      this.#attached = new AbortController();
      const { signal } = this.#attached;
      for (const { drawing, highlight, keyboard, zoom } of this.#parts) {
        highlight.listen(signal);
        keyboard.listen(signal);
        zoom?.listen(signal);
        if (zoom) listenForPanning(drawing.box, signal);
      }
      return signal;
    }
    /** Listen no longer, because something else is shown. */
    detach() {
      this.#attached.abort();
    }
    /** See to it that Tab stops at a card that is visible. */
    moveTabStops() {
      for (const { keyboard } of this.#parts) keyboard.moveTabStop();
    }
    /**
     * Open the drawing at a card; without one, with the company's goals in view.
     *
     * @param {Element | null} card
     */
    openAt(card) {
      if (card) this.zoom?.openAt(card);
      else this.zoom?.openAtAll(this.topCards);
      this.scrollPageTo(card ?? this.firstCard);
    }
    /**
     * Bring a card into the window where it is the page that scrolls the drawing up and down.
     *
     * @param {Element | null} card
     */
    scrollPageTo(card) {
      if (!card || !this.shownDrawing.graph.turned) return;
      const { top, bottom } = card.getBoundingClientRect();
      if (top >= 0 && bottom <= window.innerHeight) return;
      card.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    }
  };
  function makePart(drawing, hasControls) {
    const highlight = new Highlight(drawing);
    return {
      drawing,
      highlight,
      keyboard: new Keyboard(drawing, highlight),
      zoom: hasControls ? new Zoom(drawing) : null
    };
  }

  // src/neighbourhood.js
  var REFERENCE = /^[\w-]+(\/[\w-]+){2}$/u;
  function findHolder(drawing) {
    return drawing.closest(".okr-maps") ?? drawing;
  }
  async function fetchNeighbourhood(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const drawing = page.querySelector("#map .okr-map:has(.okr-map__svg)");
    const list = page.querySelector("#map .okr-maplist-box");
    if (!drawing) throw new Error(`${address}: no map`);
    for (const link of page.querySelectorAll("#map a[href]")) {
      const href = link.getAttribute("href") ?? "";
      if (!href.startsWith("#")) link.setAttribute("href", new URL(href, answer.url).href);
    }
    const shapes = document.querySelector(".okr-hatch");
    for (const shape of page.querySelectorAll(".okr-hatch [id]")) {
      if (!shapes?.querySelector(`#${CSS.escape(shape.id)}`)) shapes?.append(document.adoptNode(shape));
    }
    return { element: document.adoptNode(findHolder(drawing)), list: list && document.adoptNode(list) };
  }
  function makePageAddress(ref, card) {
    const known = new URL(card.getAttribute("href") ?? "", document.baseURI);
    const own = card.dataset.ref;
    if (!own || !REFERENCE.test(ref)) return null;
    known.pathname = known.pathname.replace(own, ref);
    return known;
  }

  // src/map-place.js
  var UNFOLDED = "below";
  var MapPlace = class {
    /** @type {Map<string, MapView>} the neighbourhoods that were unfolded, by reference */
    #views = /* @__PURE__ */ new Map();
    /** @type {MapView} what the page came with */
    #first;
    /** @type {MapView} what is shown */
    #view;
    /** @type {Filter | null} */
    #filter = null;
    /** @type {string | null} what a reader asked for last: pages arrive in any order */
    #wanted = null;
    #isAddressed;
    /** @type {Element | null} what a map of a page of its own shares with its controls */
    #frame;
    #said = makeElement("span", { role: "status" });
    /** Says what is unfolded, and leads back. */
    #bar;
    /**
     * @param {Element} map
     * @param {boolean} isAddressed whether the page's address tells its state: one map of a page may
     */
    constructor(map, isAddressed) {
      this.#isAddressed = isAddressed;
      this.#frame = map.closest(".okr-mapframe");
      const list = map.parentElement?.querySelector(".okr-maplist-box") ?? null;
      this.#first = new MapView(map, list, null, this.#frame !== null);
      this.#view = this.#first;
      const back = makeButton(this.#frame ? translate("← The whole map") : translate("← Back"), () => this.#close());
      this.#bar = makeElement("div", { class: "okr-unfolded" }, back, this.#said);
      this.#bar.hidden = true;
    }
    /** Put the controls on the page, and show what the address asks for. */
    start() {
      const map = this.#first.element;
      this.#attach(this.#first);
      map.before(this.#bar);
      if (this.#frame) this.#addControls(this.#frame, map);
      if (!this.#isAddressed) return;
      window.addEventListener("popstate", () => this.#followAddress());
      this.#followAddress();
    }
    /**
     * Make everything around the map of a page of its own.
     *
     * @param {Element} frame
     * @param {Element} map
     */
    #addControls(frame, map) {
      const filter = new Filter(document.querySelector(".okr-legends"), () => this.#showFiltered());
      this.#filter = filter;
      filter.use(this.#view.drawings);
      this.#view.moveTabStops();
      const buttons = makeZoomButtons(frame, () => this.#view.zoom);
      map.before(makeElement("div", { class: "okr-tools" }, ...filter.makeControls(), buttons));
      this.#view.zoom?.openAtAll(this.#view.topCards);
      if (filter.isFiltering) this.#view.scrollPageTo(this.#view.firstCard);
      this.#followScreen();
    }
    /** Open the other drawing anew when the screen was turned. */
    #followScreen() {
      let last = this.#view.shownDrawing;
      window.addEventListener("resize", () => {
        const shown = this.#view.shownDrawing;
        const wasTurned = shown !== last && this.#view.drawings.includes(last);
        if (wasTurned) this.#view.zoom?.openAtAll(this.#view.topCards);
        last = shown;
      });
    }
    #showFiltered() {
      const { firstCard } = this.#view;
      this.#view.moveTabStops();
      this.#view.zoom?.reveal(firstCard);
      if (this.#filter?.isFiltering) this.#view.scrollPageTo(firstCard);
    }
    /** @param {MapView} view */
    #attach(view) {
      const signal = view.attach();
      view.element.addEventListener("click", (event) => this.#clickLink(
        /** @type {MouseEvent} */
        event
      ), { signal });
      view.element.addEventListener("keydown", (event) => this.#pressKey(
        /** @type {KeyboardEvent} */
        event
      ), { signal });
    }
    /** @param {MouseEvent} event */
    #clickLink(event) {
      const link = event.target instanceof Element ? event.target.closest(".okr-unfold") : null;
      const ref = link && this.#view.shownDrawing.findCardAt(link.previousElementSibling)?.ref;
      if (!ref || event.button !== 0 || isModified(event) || event.shiftKey || event.defaultPrevented) return;
      event.preventDefault();
      const address = new URL(link.getAttribute("href") ?? "", document.baseURI);
      this.#open(ref, address).catch(() => {
        if (this.#wanted === ref) location.assign(address);
      });
    }
    /** @param {KeyboardEvent} event */
    #pressKey(event) {
      if (event.key !== "Escape" || this.#view.highlight.isOn) return;
      if (this.#filter?.isFiltering) this.#filter.reset();
      else if (this.#view !== this.#first) this.#close();
    }
    /**
     * Show the neighbourhood of an objective in place of what is shown now.
     *
     * @param {string} ref
     * @param {URL} address its page
     * @param {boolean} remember whether the browser's history gets an entry
     */
    async #open(ref, address, remember = true) {
      this.#wanted = ref;
      const view = this.#views.get(ref) ?? await this.#fetchView(ref, address);
      if (this.#wanted !== ref || this.#view === view) return;
      this.#show(view, remember, ref);
    }
    /**
     * @param {string} ref
     * @param {URL} address
     */
    async #fetchView(ref, address) {
      const before = this.#view.element;
      before.setAttribute("aria-busy", "true");
      try {
        const { element, list } = await fetchNeighbourhood(address);
        const view = this.#views.get(ref) ?? new MapView(element, list, ref, this.#frame !== null);
        this.#views.set(ref, view);
        return view;
      } finally {
        before.removeAttribute("aria-busy");
      }
    }
    /**
     * Go back to what the page came with.
     *
     * @param {boolean} remember whether the browser's history gets an entry
     */
    #close(remember = true) {
      const left = this.#view.ref;
      this.#wanted = null;
      if (this.#view !== this.#first) this.#show(this.#first, remember, left);
    }
    /**
     * @param {MapView} view
     * @param {boolean} remember
     * @param {string | null} ref whose card is looked at
     */
    #show(view, remember, ref) {
      const before = this.#view;
      const hadFocus = [before.element, this.#bar].some((element) => element.contains(document.activeElement));
      before.detach();
      before.element.replaceWith(view.element);
      if (before.list && view.list) before.list.replaceWith(view.list);
      this.#view = view;
      this.#attach(view);
      this.#bar.hidden = view === this.#first;
      this.#said.textContent = view === this.#first ? "" : view.label;
      if (remember && this.#isAddressed) addToHistory(view.ref);
      view.highlight.show(null);
      if (this.#filter) {
        this.#filter.use(view.drawings);
        this.#showFiltered();
      }
      const card = view.findCard(ref);
      view.openAt(card);
      if (hadFocus) card?.focus({ preventScroll: true });
    }
    /** Show what the address asks for. */
    #followAddress() {
      const ref = readQuery().get(UNFOLDED);
      const address = ref ? this.#findAddress(ref) : null;
      if (!ref || !address) this.#close(false);
      else if (this.#view.ref !== ref) this.#open(ref, address, false).catch(() => this.#close(false));
      if (!this.#filter) return;
      this.#filter.readAddress();
      this.#showFiltered();
    }
    /**
     * Say where an objective has its page, by the address of one that is shown.
     *
     * @param {string} ref
     */
    #findAddress(ref) {
      const card = this.#first.element.querySelector(".okr-node[href]");
      return card && makePageAddress(
        ref,
        /** @type {SVGElement} */
        card
      );
    }
  };
  function addToHistory(ref) {
    const query = readQuery();
    if (ref) query.set(UNFOLDED, ref);
    else query.delete(UNFOLDED);
    history.pushState(null, "", makeAddress(query));
  }

  // src/other-days.js
  var SCRIPT = "assets/okr/other-days.js";
  async function openOtherDays(link, root) {
    const page = (
      /** @type {Loaded} */
      globalThis
    );
    if (!page.okrOtherDays) await loadScript(new URL(SCRIPT, root));
    if (!page.okrOtherDays) throw new Error("What shows other days is another script.");
    await page.okrOtherDays.openSlider(link, root);
  }
  function startOtherDays() {
    const link = document.querySelector("a.okr-otherdays");
    const root = findSiteRoot();
    if (!(link instanceof HTMLAnchorElement) || root === null || !canLoadData()) return;
    link.addEventListener("click", (event) => {
      if (event.button !== 0 || event.shiftKey || isModified(event)) return;
      event.preventDefault();
      openOtherDays(link, root).catch(() => location.assign(link.href));
    });
    if (readQuery().has("as-of")) openOtherDays(link, root).catch(() => {
    });
  }

  // src/review-pack.js
  var SCRIPT2 = "assets/okr/present.js";
  async function present(pack, root) {
    const page = (
      /** @type {Loaded} */
      globalThis
    );
    if (!page.okrPresent) await loadScript(new URL(SCRIPT2, root));
    page.okrPresent?.startPresentation(pack);
  }
  function open(pack, root, mode) {
    history.replaceState(null, "", `${location.pathname}?${mode}${location.hash}`);
    present(pack, root).catch(() => {
    });
  }
  function startReviewPack() {
    const pack = document.querySelector(".okr-pack");
    const root = findSiteRoot();
    if (!pack || root === null) return;
    const buttons = [
      makeButton(translate("Present"), () => open(pack, root, "present")),
      makeButton(translate("Wall display"), () => open(pack, root, "wall")),
      makeButton(translate("Print"), () => print())
    ];
    const group = makeElement("span", { class: "okr-tools__zoom" }, ...buttons);
    findElement(pack, ".okr-slide").before(makeElement("p", { class: "okr-tools okr-pack__tools" }, group));
    const query = readQuery();
    if (query.has("present") || query.has("wall")) present(pack, root).catch(() => {
    });
  }

  // src/what-if-data.js
  function findReference(root, page) {
    const path = page.startsWith(root) ? page.slice(root.length) : "";
    const match = /^objectives\/([^/]+\/[^/]+\/[^/]+?)(?:\/|\/index\.html|\.html)?$/u.exec(path);
    return match?.[1] ? decodeURIComponent(match[1]) : null;
  }

  // src/what-if.js
  var SCRIPT3 = "assets/okr/what-if.js";
  async function loadTrial(root) {
    const page = (
      /** @type {Loaded} */
      globalThis
    );
    if (!page.okrWhatIf) await loadScript(new URL(SCRIPT3, root));
    if (!page.okrWhatIf) throw new Error("What calculates is another script.");
    return page.okrWhatIf;
  }
  var WhatIfButton = class {
    #section;
    #root;
    #ref;
    /** @type {{close: () => void} | null} */
    #trial = null;
    #button = makeButton(translate("What if…"), () => this.#toggle(), { class: "okr-whatif__open", "aria-expanded": "false" });
    /**
     * @param {Element} section
     * @param {string} root
     * @param {string} ref
     */
    constructor(section, root, ref) {
      this.#section = section;
      this.#root = root;
      this.#ref = ref;
    }
    start() {
      this.#section.querySelector(".okr-section__head")?.append(this.#button);
      if (readQuery().has("what-if")) this.#toggle();
    }
    #toggle() {
      if (this.#trial) {
        this.#trial.close();
        this.#trial = null;
        this.#button.setAttribute("aria-expanded", "false");
        return;
      }
      this.#button.disabled = true;
      this.#open().catch(() => {
        this.#button.after(makeElement("span", { class: "okr-meta", role: "status" }, translate("The numbers can't be loaded now.")));
      });
    }
    async #open() {
      const { openTrial } = await loadTrial(this.#root);
      this.#trial = await openTrial(this.#section, this.#root, this.#ref);
      this.#button.disabled = false;
      this.#button.setAttribute("aria-expanded", "true");
    }
  };
  function startWhatIf() {
    const root = findSiteRoot();
    const section = document.querySelector("#results:has(.okr-krs)");
    if (root === null || !section || !canLoadData()) return;
    const ref = findReference(root, location.href.split(/[?#]/u, 1)[0] ?? "");
    if (ref) new WhatIfButton(section, root, ref).start();
  }

  // src/on-request.js
  function startOffers() {
    startWhatIf();
    startOtherDays();
    startReviewPack();
  }

  // src/search-box.js
  var WORKER = "/workers/okr-search.js";
  function explainSearchInFiles() {
    const box = document.querySelector("[data-md-component=search]");
    const said = box?.querySelector(".md-search-result__meta");
    if (location.protocol !== "file:" || findOfflineCopy() || !(box instanceof HTMLElement) || !said) return;
    if (!document.querySelector("#__config")?.textContent?.includes(WORKER)) return;
    box.hidden = false;
    said.textContent = translate("Search works where this site is on a web server, or in a preview by okrsite serve; it can't read its index from files. A copy by okrsite build --offline can.");
  }

  // src/main.js
  function startMaps() {
    const drawings = [...document.querySelectorAll(".okr-map:has(.okr-map__svg)")];
    const holders = new Set(drawings.map((drawing) => findHolder(drawing)));
    for (const [place, holder] of [...holders].entries()) new MapPlace(holder, place === 0).start();
  }
  function startAll() {
    startMaps();
    startListFilters();
    startDaySlider();
    startCheckInForms();
    startOffers();
    explainSearchInFiles();
    showBuild().catch(() => {
    });
  }
  limitDiagrams(
    /** @type {any} */
    globalThis.mermaid
  );
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startAll);
  else startAll();
})();
