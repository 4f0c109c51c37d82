// @ts-check
/**
 * The words that this script says, in the language of the site. In the source they are English; those of another language
 * a page loads before this script (`assets/okr/translations.js`, which the builder makes of its catalogues).
 *
 * `make words` finds the texts by the names of these functions, so each is called with a literal. A part in braces (`{name}`)
 * is filled with the value of that name.
 */

/** @typedef {string | [string, string]} Translation a text, or one for the singular and one for the plural */
/** @typedef {{ decimal: string, thousands: string, percent: string }} Signs that stand in numbers */
/** @typedef {{ language: string, numbers: Signs, words: Map<string, Translation> }} Translations */

/** @returns {Translations} */
function readTranslations() {
  /** @type {{ language: string, numbers?: Partial<Signs>, words: Record<string, Translation> } | undefined} */
  const loaded = /** @type {any} */ (globalThis).okrTranslations;
  const numbers = { decimal: ".", thousands: ",", percent: "%", ...loaded?.numbers };
  return { language: loaded?.language ?? "en", numbers, words: new Map(Object.entries(loaded?.words ?? {})) };
}

const translations = readTranslations();

/** The language of these words, as in `de`. */
export const language = translations.language;

/** Compare names as people of this language sort them, whatever the browser is set to. */
export const compareNames = new Intl.Collator(language, { numeric: true }).compare;

/**
 * Return a text in the language of the site.
 *
 * @param {string} text in English
 * @param {Record<string, string | number>} [values] what its parts are filled with
 */
export function translate(text, values) {
  const found = translations.words.get(text);
  return fill(typeof found === "string" ? found : text, values);
}

/**
 * Return the text that is right for a number.
 *
 * @param {string} one for 1
 * @param {string} many for other numbers
 * @param {number} number
 * @param {Record<string, string | number>} [values] what its parts are filled with; `{number}` is the number
 */
export function translatePlural(one, many, number, values) {
  const found = translations.words.get(one);
  const [singular, plural] = Array.isArray(found) ? found : [one, many];
  const isSingular = number === 1 || (number === 0 && language === "fr");
  return fill(isSingular ? singular : plural, { number, ...values });
}

/**
 * Write a number with at most two decimals, as the pages write numbers.
 *
 * @param {number} number
 */
export function formatNumber(number) {
  const { decimal, thousands } = translations.numbers;
  return number.toLocaleString("en", { maximumFractionDigits: 2 }).replaceAll(/[.,]/gu, (sign) => (sign === "." ? decimal : thousands));
}

/**
 * Write percent as the pages do, with the blank before the sign at which no line ends.
 *
 * @param {number | string} number
 */
export function addPercentSign(number) {
  return `${number}${translations.numbers.percent}`;
}

/**
 * Put nodes in the place of the parts of a text that was translated without values.
 *
 * @param {string} text
 * @param {Record<string, Node>} nodes by the names of the parts
 * @returns {(Node | string)[]}
 */
export function fillWithNodes(text, nodes) {
  return text.split(/\{([a-z_]+)\}/u).map((piece, place) => (place % 2 ? nodes[piece] ?? `{${piece}}` : piece));
}

/**
 * Put values in the place of their names; what stands in a value is left as it is.
 *
 * @param {string} text
 * @param {Record<string, string | number>} [values]
 */
function fill(text, values) {
  if (!values) return text;
  return text.replaceAll(/\{([a-z_]+)\}/gu, (part, name) => (Object.hasOwn(values, name) ? String(values[name]) : part));
}
