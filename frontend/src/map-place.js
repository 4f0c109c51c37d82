// @ts-check
/**
 * The place of a map on its page. What stands there changes when a reader unfolds what a card leaves out: then it is the
 * neighbourhood of that objective, until the reader goes back.
 */

import { Filter } from "./filter.js";
import { MapView } from "./map-view.js";
import { makePageAddress, fetchNeighbourhood } from "./neighbourhood.js";
import { makeAddress, isModified, makeButton, makeElement, readQuery } from "./page.js";
import { makeZoomButtons } from "./toolbar.js";
import { translate } from "./words.js";

/** What the address calls the objective that is unfolded. */
const UNFOLDED = "below";

/** Shows one of several views in the place of a map. Listens to the window for as long as there is a page. */
export class MapPlace {
  /** @type {Map<string, MapView>} the neighbourhoods that were unfolded, by reference */
  #views = new Map();
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
    this.#view.zoom?.openAtAll(this.#view.topCards); // now that the controls have moved it
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
    view.element.addEventListener("click", (event) => this.#clickLink(/** @type {MouseEvent} */ (event)), { signal });
    view.element.addEventListener("keydown", (event) => this.#pressKey(/** @type {KeyboardEvent} */ (event)), { signal });
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
    const view = this.#views.get(ref) ?? (await this.#fetchView(ref, address));
    if (this.#wanted !== ref || this.#view === view) return; // the reader has gone on
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
    return card && makePageAddress(ref, /** @type {SVGElement} */ (card));
  }
}

/**
 * Let the browser's history lead to what is unfolded.
 *
 * @param {string | null} ref null for nothing
 */
function addToHistory(ref) {
  const query = readQuery();
  if (ref) query.set(UNFOLDED, ref);
  else query.delete(UNFOLDED);
  history.pushState(null, "", makeAddress(query));
}
