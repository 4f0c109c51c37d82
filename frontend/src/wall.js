// @ts-check
/**
 * What turns the slides of a wall. It rests while somebody points or has the focus on something, and begins at rest for
 * whoever wants less motion. Once the page has changed on the site it is loaded anew.
 */

import { makeButton } from "./page.js";
import { translate } from "./words.js";

/** Seconds that a wall rests after the pointer was moved, and after which it looks whether the page has changed. */
const REST = 10;
const LOOK = 60;

/** What turns the slides of a wall. */
export class Turning {
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
    const timer = setInterval(() => this.#tick(), 1000);
    signal.addEventListener("abort", () => clearInterval(timer));
    document.addEventListener("pointermove", () => { this.#rest = REST; }, { signal });
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
      this.#reloadIfChanged().catch(() => {}); // a server that isn't there now may be later
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
}
