// @ts-check
/**
 * The form for a check-in: made of a link to the forge's page for a new file. What is typed becomes a check-in file, and
 * the link is given its text. Nothing is sent anywhere but by the reader, who follows the link to the forge.
 */

import { Field } from "./checkin-field.js";
import { findFaultOfConfidence, findFaultOfNumber } from "./checkin-values.js";
import { makeAddress, makeName, writeText } from "./checkin-text.js";
import { nameLevel, nameStatus } from "./named-words.js";
import { makeButton, makeElement } from "./page.js";
import { translate } from "./words.js";

const STATUSES = ["", "on track", "at risk", "off track", "done", "paused", "dropped"];
const NAME_KEY = "okr-check-in-name";

/** @typedef {import("./checkin-text.js").Facts} Facts */
/** @typedef {import("./checkin-text.js").KeyResult} KeyResult */

/**
 * Return today as a reader's calendar has it, and the time.
 *
 * @param {Date} now
 */
function readClock(now) {
  const [year, month, day, hour, minute] = [
    now.getFullYear(),
    now.getMonth() + 1,
    now.getDate(),
    now.getHours(),
    now.getMinutes(),
  ].map((part) => String(part).padStart(2, "0"));
  return { day: `${year}-${month}-${day}`, time: `${hour}${minute}` };
}

/** Read the name that was typed the last time; a browser that keeps nothing has none. */
function readName() {
  try {
    return localStorage.getItem(NAME_KEY) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} name */
function keepName(name) {
  try {
    localStorage.setItem(NAME_KEY, name);
  } catch {
    // It is typed again the next time.
  }
}

/** The form of one objective. */
class CheckInForm {
  /**
   * @param {Facts} facts
   * @param {string} title
   */
  constructor(facts, title) {
    this.facts = facts;
    this.clock = readClock(new Date());
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
    const groups = this.results.map(({ result, fields }) =>
      makeElement("fieldset", {}, makeElement("legend", {}, result.title), ...fields.map((field) => field.element)),
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
      makeElement("p", { class: "okr-meta" }, translate("It becomes a file of its own in the repository, by the forge where you are signed in.")),
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
    const { address, holdsText } = makeAddress(this.facts, makeName(this.facts, checkIn, this.clock.time), this.text);
    this.holdsText = holdsText;
    this.go.href = address;
    this.go.removeAttribute("aria-disabled");
    if (!holdsText) this.paste.textContent = translate("The text is put on the clipboard: paste it into the file that opens.");
  }

  /** @returns {import("./checkin-text.js").CheckIn} */
  read() {
    /** @type {Record<string, string>} */
    const now = {};
    /** @type {Record<string, string>} */
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
}

/**
 * @param {readonly (readonly [value: string, title: string])[]} offered the value is what the file says
 * @param {string} none what the empty one is called
 */
function makeSelect(offered, none) {
  const select = makeElement("select");
  for (const [value, title] of offered) select.append(makeElement("option", { value }, title || none));
  return select;
}

/**
 * @param {KeyResult} result
 * @param {boolean} comma
 */
function makeResultFields(result, comma) {
  let value;
  const last = result.last ? translate("last {value}", { value: nameLevel(result.last) }) : translate("nothing yet");
  if (result.takes === "level") {
    const levels = ["", ...(result.levels ?? [])].map((level) => /** @type {const} */ ([level, nameLevel(level)]));
    value = new Field(translate("Now"), makeSelect(levels, last));
  } else if (result.takes) {
    const input = makeElement("input", { type: "text", inputmode: "text", autocomplete: "off", placeholder: last });
    value = new Field(translate("Now"), input, (typed) => findFaultOfNumber(typed, { unit: result.unit ?? "", comma }));
  }
  const placeholder = result.confidence ? translate("last {value}", { value: result.confidence }) : "50%";
  const input = makeElement("input", { type: "text", autocomplete: "off", placeholder, size: "8" });
  const share = new Field(translate("Confidence"), input, (typed) => findFaultOfConfidence(typed, comma));
  return { result, value, share, fields: value ? [value, share] : [share] };
}

/** Make forms of the links on this page, and fetch those of other pages. */
export function startCheckInForms() {
  /** @type {NodeListOf<HTMLAnchorElement>} */
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
  if (location.hash === "#check-in") /** @type {HTMLElement | null} */ (document.querySelector("#check-in"))?.click();
}

/**
 * Open the form that stands on the page of an objective.
 *
 * @param {string} address
 */
async function fetchForm(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  /** @type {HTMLElement | null} */
  const link = page.querySelector("a.okr-checkin[data-okr-checkin]");
  if (!link) throw new Error(`${address}: no form`);
  openForm(JSON.parse(link.dataset.okrCheckin ?? ""), page.querySelector("h1")?.textContent ?? "");
}

/**
 * @param {Facts} facts
 * @param {string} title of the objective
 */
function openForm(facts, title) {
  const form = new CheckInForm(facts, title);
  (document.querySelector(".md-typeset .okr") ?? document.body).append(form.dialog);
  form.dialog.showModal();
}
