// @ts-check
/** Small things about the page that several modules need. */

/**
 * Make an element with attributes and children.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function makeElement(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * Make a button that looks like the other ones around a map.
 *
 * @param {string} text
 * @param {() => void} onClick
 * @param {Record<string, string>} [attributes]
 */
export function makeButton(text, onClick, attributes = {}) {
  const button = makeElement("button", { type: "button", class: "okr-tools__button", ...attributes }, text);
  button.addEventListener("click", onClick);
  return button;
}

/**
 * Find an element of which the templates promise that it is there.
 *
 * @param {ParentNode} within
 * @param {string} selector
 * @returns {Element}
 */
export function findElement(within, selector) {
  const found = within.querySelector(selector);
  if (!found) throw new Error(`No ${selector} in the map.`);
  return found;
}

/**
 * Return how large the style sheet makes a rectangle of a drawing that is on the page, in units of the drawing.
 *
 * @param {Element} rectangle
 */
export function readSize(rectangle) {
  const { width, height } = getComputedStyle(rectangle);
  return { width: Number(width.replace("px", "")), height: Number(height.replace("px", "")) };
}

/**
 * Load a script into this page. From a page that was opened as a file browsers load no modules, but such scripts.
 *
 * @param {URL} address
 * @returns {Promise<HTMLScriptElement>} its element, once it has run
 */
export function loadScript(address) {
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

/** Read the query of this page's address. */
export function readQuery() {
  return new URLSearchParams(location.search);
}

/**
 * Return the address of this page with another query.
 *
 * @param {URLSearchParams} query
 */
export function makeAddress(query) {
  const text = query.toString();
  return location.pathname + (text ? `?${text}` : "") + location.hash;
}

/**
 * Tell whether a key or a button was pressed together with one that makes it the browser's own business.
 *
 * @param {MouseEvent | KeyboardEvent} event
 */
export function isModified(event) {
  return event.ctrlKey || event.metaKey || event.altKey;
}
