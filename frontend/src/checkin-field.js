// @ts-check
/** A field of the form for a check-in. */

import { makeElement } from "./page.js";

/** A field of the form, with what is wrong with it below. */
export class Field {
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
}
