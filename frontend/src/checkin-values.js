// @ts-check
/**
 * Tells whether a value that is typed into the form for a check-in can be read. What is refused here is refused by
 * `okrsite check` as well: both are tried with tests/model/checkin_values.json. What only the whole company can tell (a
 * value that is far from all others) is said by `check` in the merge request.
 */

import { translate } from "./words.js";

const BLANK = /\s/gu;
const CURRENCY = /^(?<minus>[-\u2212]?)\s?(?<currency>[A-Z]{3}|[$£€¥])\s?(?=[-\u2212]?[\d.,])/u;
const NUMBER = /^[-\u2212+]?(?<digits>[\d.,](?:[\d.,]|[ ](?=\d{3}(?!\d)))*)/u;
const UNIT = /^(?:\p{L}[\p{L}\d\u002F%²³.'’ -]{0,30}|[%‰°$£€¥])$/u;
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
export function findFaultOfNumber(typed, expected) {
  let text = typed.trim().replaceAll(BLANK, " ");
  const currency = CURRENCY.exec(text)?.groups;
  if (currency) text = text.replace(CURRENCY, currency.minus ?? "");
  const number = NUMBER.exec(text);
  if (!number) return translate("Type a number, such as 142 or 45%.");
  const unit = text.slice(number[0].length).trim().replace(MULTIPLIERS, "").trim();
  return findFaultOfDigits(number.groups?.digits ?? "", expected.comma) || findFaultOfUnit(currency?.currency ?? "", unit, expected);
}

/**
 * @param {string} digits
 * @param {boolean} comma
 */
function findFaultOfDigits(digits, comma) {
  const [decimal, group] = comma ? [",", "."] : [".", ","];
  const plain = new RegExp(`^(?:\\d{1,3}(?:[${group} ]\\d{3})+|\\d+)?(?:[${decimal}]\\d+)?$`, "u");
  if (plain.test(digits)) return "";
  return comma
    ? translate("Type it with a comma before its decimals, such as 1,5.")
    : translate("Type it with a point before its decimals, such as 1.5.");
}

/**
 * @param {string} currency
 * @param {string} behind what stands behind the number
 * @param {Expected} expected
 */
function findFaultOfUnit(currency, behind, { unit }) {
  if (behind && !UNIT.test(behind)) return translate("Type the number alone, or with its unit behind it.");
  if (AMBIGUOUS_UNITS.has(behind) && behind !== unit) return translate("Write out what “{unit}” means.", { unit: behind });
  const own = currency || behind;
  return own && unit && !isSameUnit(own, unit) ? translate("It is measured in {unit}.", { unit }) : "";
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
  const match = /^(?<number>\d{1,3}(?:[.,]\d{1,4})?|[.,]\d{1,4})\s?(?<percent>%?)$/u.exec(typed.trim());
  const number = match?.groups?.number ?? "";
  const isFine = Boolean(match) && !number.includes(comma ? "." : ",") && isShare(number, Boolean(match?.groups?.percent));
  return isFine ? "" : translate("Type how sure you are in percent, such as 50%.");
}

/**
 * Tell whether a number is a share: up to 100 with a percent sign, up to 1 with decimals, else 11 to 100.
 *
 * @param {string} number
 * @param {boolean} hasPercent
 */
function isShare(number, hasPercent) {
  const value = Number(number.replace(",", "."));
  if (hasPercent) return value <= 100;
  return /[.,]/u.test(number) ? value <= 1 : value > 10 && value <= 100;
}
