// @ts-check
/** The check-in file that the form makes: its name, its text, and the address of the forge's page that takes it. */

/**
 * @typedef {object} Facts what the page says about an objective
 * @property {"github" | "gitea" | "gitlab"} forge
 * @property {string} address of the forge's page for a new file
 * @property {string} folder in which check-in files of the unit lie
 * @property {string} objective cycle and id
 * @property {boolean} comma whether the site writes commas before decimals
 * @property {KeyResult[]} results
 */

/**
 * @typedef {object} KeyResult
 * @property {string} id
 * @property {string} title
 * @property {"number" | "level"} [takes] what its value is; it takes none where this isn't there
 * @property {string[]} [levels]
 * @property {string} [unit]
 * @property {string} [last] its last value
 * @property {string} [confidence] its last confidence
 */

/**
 * @typedef {object} CheckIn what was typed into the form
 * @property {string} day as in 2026-11-20
 * @property {string} by
 * @property {string} note
 * @property {string} status
 * @property {Record<string, string>} now by key result
 * @property {Record<string, string>} confidence by key result
 */

/** Longer addresses are refused by some servers. */
export const LONGEST_ADDRESS = 6000;
/** A flag such as Scotland's: the only place in which tags are seen. */
const FLAG = /(\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F})/u;
/** What `check` refuses in texts because nobody sees it: first and last of each range of characters. */
const UNSEEN = [
  [0x00, 0x08], [0x0b, 0x0c], [0x0e, 0x1f], [0x7f, 0x9f], [0xad, 0xad], [0x34f, 0x34f], [0x61c, 0x61c],
  [0x115f, 0x1160], [0x17b4, 0x17b5], [0x180e, 0x180e], [0x200b, 0x200b], [0x2028, 0x202e], [0x2060, 0x206f],
  [0x3164, 0x3164], [0xd800, 0xdfff], [0xfdd0, 0xfdef], [0xfeff, 0xfeff], [0xffa0, 0xffa0], [0xfff0, 0xfffb],
  [0xfffe, 0xffff], [0x1bca0, 0x1bca3], [0x1d173, 0x1d17a], [0xe0000, 0xe00ff], [0xe01f0, 0xe0fff],
];

/** @param {string} character */
function isSeen(character) {
  const code = character.codePointAt(0) ?? 0;
  return !UNSEEN.some(([first = 0, last = 0]) => first <= code && code <= last);
}

/**
 * Write a text as YAML, in double quotes.
 *
 * @param {string} text
 */
function quote(text) {
  const parts = text.split(FLAG).map((part) => (FLAG.test(part) ? part : [...part].filter((sign) => isSeen(sign)).join("")));
  return JSON.stringify(parts.join(""));
}

/**
 * Return the text of a check-in file.
 *
 * @param {Facts} facts
 * @param {CheckIn} checkIn
 */
export function writeText(facts, checkIn) {
  const lines = [`objective: ${facts.objective}`, `date: ${checkIn.day}`];
  if (checkIn.by) lines.push(`by: ${quote(checkIn.by)}`);
  if (checkIn.status) lines.push(`status: ${checkIn.status}`);
  if (checkIn.note) lines.push(`note: ${quote(checkIn.note)}`);
  for (const name of /** @type {const} */ (["now", "confidence"])) {
    const values = Object.entries(checkIn[name]);
    if (values.length > 0) lines.push(`${name}:`, ...values.map(([id, value]) => `  ${id}: ${quote(value)}`));
  }
  return `${lines.join("\n")}\n`;
}

/**
 * Return the name of a check-in file: two people, two objectives and two days never have the same.
 *
 * @param {Facts} facts
 * @param {CheckIn} checkIn
 * @param {string} time of day, in digits, for somebody without a name
 */
export function makeName(facts, checkIn, time) {
  const words = checkIn.by.normalize("NFKD").replaceAll(/\p{M}+/gu, "").toLowerCase();
  const who = words.replaceAll(/[^a-z0-9]+/gu, "-").replaceAll(/^-+|-+$/gu, "").slice(0, 40);
  return `${checkIn.day}-${who || time}-${facts.objective.split("/").at(-1)}.yml`;
}

/**
 * Return where the forge takes a new file, with its text where there is room.
 *
 * @param {Facts} facts
 * @param {string} name
 * @param {string} text
 * @returns {{ address: string, holdsText: boolean }} without its text, it has to be pasted
 */
export function makeAddress(facts, name, text) {
  if (facts.forge === "gitlab") {
    const query = new URLSearchParams({ file_name: `${facts.folder}/${name}` });
    return { address: `${facts.address}?${query}`, holdsText: false };
  }
  const parts = facts.folder.split("/");
  const last = parts.pop() ?? "";
  const page = `${facts.address}/${parts.map((part) => encodeURIComponent(part)).join("/")}`;
  const query = new URLSearchParams({ filename: `${last}/${name}`, value: text });
  // A plus is a blank to whoever reads queries as forms, and a plus to others.
  const address = `${page}?${query.toString().replaceAll("+", "%20")}`;
  if (address.length <= LONGEST_ADDRESS) return { address, holdsText: true };
  query.delete("value");
  return { address: `${page}?${query}`, holdsText: false };
}
