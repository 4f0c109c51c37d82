// @ts-check
/**
 * Tells whether a value that is typed into the form for a check-in can be read. What is refused here is refused by
 * `okrsite check` as well: both are tried with tests/model/checkin_values.json. What only the whole company can tell (a
 * value that is far from all others) is said by `check` in the merge request.
 */

const BLANK = /[\s\u00a0\u2009\u202f]/gu;
const CURRENCY = /^(?<minus>[-\u2212]?)\s?(?<currency>[A-Z]{3}|[$£€¥])\s?(?=[-\u2212]?[\d.,])/u;
const UNIT = /^\p{L}[\p{L}\d/%²³.'’ -]{0,30}$/u;
const AMBIGUOUS_UNITS = new Set(["m", "b", "t"]);
const MULTIPLIERS = /^(?:k|M|K|bn|B|million|billion|thousand|mio|mrd)\b\.?/u;

/**
 * @typedef {object} Expected
 * @property {string} unit the key result's unit of measure; empty where none is known
 * @property {boolean} comma whether the site writes commas before decimals
 */

/**
 * Tell what is wrong with a number.
 *
 * @param {string} typed
 * @param {Expected} expected
 * @returns {string} empty where nothing is
 */
export function findFaultOfNumber(typed, { unit, comma }) {
  let text = typed.trim().replace(BLANK, " ");
  let own = "";
  const currency = CURRENCY.exec(text);
  if (currency?.groups) {
    own = currency.groups.currency ?? "";
    text = (currency.groups.minus ?? "") + text.slice(currency[0].length);
  }
  const number = /^[-\u2212+]?[\d.,](?:[\d.,]|[ ](?=\d{3}(?!\d)))*/u.exec(text);
  if (!number) return "Type a number, such as 142 or 45%.";
  const [decimal, group] = comma ? [",", "."] : [".", ","];
  const digits = number[0].replace(/^[-\u2212+]/u, "");
  const plain = new RegExp(`^(?:\\d{1,3}(?:[${group} ]\\d{3})+|\\d+)?(?:[${decimal}]\\d+)?$`, "u");
  if (!plain.test(digits)) return `Type it with ${comma ? "a comma" : "a point"} before its decimals, such as ${comma ? "1,5" : "1.5"}.`;
  let rest = text.slice(number[0].length).trim();
  const multiplier = MULTIPLIERS.exec(rest);
  if (multiplier) rest = rest.slice(multiplier[0].length).trim();
  if (rest && !UNIT.test(rest) && !/^[%‰°$£€¥]$/u.test(rest)) return "Type the number alone, or with its unit behind it.";
  if (AMBIGUOUS_UNITS.has(rest) && rest !== unit) return `Write out what “${rest}” means.`;
  own = own || rest;
  if (own && unit && !isSameUnit(own, unit)) return `It is measured in ${unit}.`;
  return "";
}

/**
 * @param {string} own
 * @param {string} unit
 */
function isSameUnit(own, unit) {
  const [first, second] = [own, unit].map((word) => word.toLowerCase().replace(/s$/u, ""));
  return first === second || first?.[0] === second?.[0];
}

/**
 * Tell what is wrong with a confidence: 50%, 50, 0.5, or 5/10.
 *
 * @param {string} typed
 * @param {boolean} comma
 * @returns {string} empty where nothing is
 */
export function findFaultOfConfidence(typed, comma) {
  const hint = "Type how sure you are in percent, such as 50%.";
  const text = typed.trim();
  const match = /^(?<number>\d{1,3}(?:[.,]\d{1,4})?|[.,]\d{1,4})\s?(?<percent>%?)$/u.exec(text);
  if (!match?.groups) return hint;
  const number = match.groups.number ?? "";
  if (number.includes(comma ? "." : ",")) return hint;
  const value = Number(number.replace(",", "."));
  if (match.groups.percent) return value <= 100 ? "" : hint;
  if (number.includes(".") || number.includes(",")) return value <= 1 ? "" : hint;
  return value > 10 && value <= 100 ? "" : hint;
}
