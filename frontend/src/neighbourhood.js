// @ts-check
/** Where the neighbourhood of an objective is: on the objective's own page, as a drawing and a list. */

/** A reference as it stands in an address: unit, cycle, objective. Anything else is not asked for. */
const REFERENCE = /^[\w-]+(\/[\w-]+){2}$/u;

/**
 * Return what stands in the place of a drawing: itself, or what holds it and its twin.
 *
 * @param {Element} drawing
 */
export function findHolder(drawing) {
  return drawing.closest(".okr-maps") ?? drawing;
}

/**
 * Fetch the drawing and the list from a page. Their links still lead where they led there; what the drawing refers to, and
 * isn't on this page, comes with it.
 *
 * @param {URL} address
 * @returns {Promise<{ element: Element, list: Element | null }>}
 * @throws {Error} if there is no such page, or no map on it
 */
export async function fetchNeighbourhood(address) {
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

/**
 * Return the address of an objective's page: a card with a link tells how addresses are made of references.
 *
 * @param {string} ref from this page's address, so anything may stand there
 * @param {SVGElement} card
 * @returns {URL | null} null if no objective can be called so
 */
export function makePageAddress(ref, card) {
  const known = new URL(card.getAttribute("href") ?? "", document.baseURI);
  const own = card.dataset.ref;
  if (!own || !REFERENCE.test(ref)) return null;
  known.pathname = known.pathname.replace(own, ref);
  return known;
}
