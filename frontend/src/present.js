// @ts-check
/** A review pack as slides: one goal a screen, turned by keys, or by itself on a wall. The address keeps the slide. */

import { isModified, makeAddress, makeButton, makeElement, readQuery } from "./page.js";
import { findNextSlide, readSeconds, readSlide } from "./slides.js";
import { Turning } from "./wall.js";
import { translate } from "./words.js";

/** Class of the document while its pack is presented. */
const PRESENTS = "okr-presents";
/** Classes that make letters smaller, a step each, until all of a slide is seen. */
const SMALLER = ["okr-presents--9", "okr-presents--8", "okr-presents--7", "okr-presents--6"];

/** A pack that is presented. */
class Presentation {
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
    this.#slides = /** @type {HTMLElement[]} */ ([...pack.querySelectorAll(".okr-slide")]);
    const query = readQuery();
    this.#turning = query.has("wall") ? new Turning(readSeconds(query.get("wall") ?? ""), () => this.#turn(1, true)) : null;
    this.#bar = makeElement("p", { class: "okr-present", role: "group", "aria-label": translate("Presentation") },
      makeButton(translate("Previous"), () => this.#turn(-1)),
      this.#place,
      makeButton(translate("Next"), () => this.#turn(1)),
      this.#turning?.button ?? "",
      makeButton(translate("Full screen"), () => toggleFullScreen()),
      makeButton(translate("Close"), () => this.#close()),
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
    // A button that has the focus is pressed by the space bar.
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
    // What a screen reader says next; whoever has the focus on a button keeps it.
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
}

/** Show the whole screen, or no longer; a browser may refuse. */
function toggleFullScreen() {
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  done.catch(() => {});
}

/**
 * Present a review pack, from the slide that the address names.
 *
 * @param {Element} pack
 */
export function startPresentation(pack) {
  if (!document.documentElement.classList.contains(PRESENTS)) new Presentation(pack).start();
}
