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
/** What `check` refuses in texts because nobody sees it, but for what flags and scripts need. */
const UNSEEN =
  /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f}|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff\ufdd0-\ufdef\ud800-\udfff\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e00ff}\u{e01f0}-\u{e0fff}]/gu;

/**
 * Write a text as YAML, in double quotes.
 *
 * @param {string} text
 */
function quote(text) {
  return JSON.stringify(text.replace(UNSEEN, (found) => (found.startsWith("\u{1f3f4}") ? found : "")));
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
    if (values.length) lines.push(`${name}:`, ...values.map(([id, value]) => `  ${id}: ${quote(value)}`));
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
  const words = checkIn.by.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  const who = words.replace(/[^a-z0-9]+/gu, "-").replace(/^-+|-+$/gu, "").slice(0, 40);
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
  const page = `${facts.address}/${parts.map(encodeURIComponent).join("/")}`;
  const query = new URLSearchParams({ filename: `${last}/${name}`, value: text });
  // A plus is a blank to whoever reads queries as forms, and a plus to others.
  const address = `${page}?${query.toString().replace(/\+/gu, "%20")}`;
  if (address.length <= LONGEST_ADDRESS) return { address, holdsText: true };
  query.delete("value");
  return { address: `${page}?${query}`, holdsText: false };
}
