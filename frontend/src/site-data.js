// @ts-check
/** Data files of the site: fetched from a web server, or loaded as scripts where the site is a copy that is opened as files. */

/**
 * What a copy to be opened as files has loaded before all else (`offline.js`).
 *
 * @typedef {object} OfflineCopy
 * @property {(address: URL) => Promise<any>} loadData
 */

/** @returns {OfflineCopy | undefined} undefined for a site that is none */
export function findOfflineCopy() {
  return /** @type {{ okrOfflineCopy?: OfflineCopy }} */ (globalThis).okrOfflineCopy;
}

/**
 * Find the address of the site by the link to its data.
 *
 * @returns {string | null} null on a page that has none
 */
export function findSiteRoot() {
  const data = document.querySelector(".okr-source a[href$='data/okr.json']");
  return data instanceof HTMLAnchorElement ? new URL("../", data.href).href : null;
}

/** Tell whether data of the site can be loaded; a browser fetches nothing where a page was opened as a file. */
export function canLoadData() {
  return findOfflineCopy() !== undefined || /^https?:$/u.test(location.protocol);
}

/**
 * Load a JSON file of the site.
 *
 * @param {URL} address
 * @returns {Promise<any>}
 * @throws {Error} if there is no such file
 */
export async function loadData(address) {
  const copy = findOfflineCopy();
  if (copy) return copy.loadData(address);
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}
