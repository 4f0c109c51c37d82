// @ts-check
/** The words for readers of what data and files say in English: statuses, and the levels of key results. */

import { translate } from "./words.js";

/**
 * Return the word for a status; one that isn't known stays as it is.
 *
 * @param {string} status as files say it
 */
export function nameStatus(status) {
  const names = new Map([
    ["on track", translate("on track")],
    ["at risk", translate("at risk")],
    ["off track", translate("off track")],
    ["done", translate("done")],
    ["paused", translate("paused")],
    ["dropped", translate("dropped")],
    ["outdated", translate("outdated")],
    ["not started", translate("not started")],
    ["no data", translate("no data")],
  ]);
  return names.get(status) ?? status;
}

/**
 * Return the word for a level; anything else stays as it is.
 *
 * @param {string} level as files say it
 */
export function nameLevel(level) {
  const names = new Map([
    ["none", translate("none")],
    ["commit", translate("commit")],
    ["target", translate("target")],
    ["stretch", translate("stretch")],
  ]);
  return names.get(level) ?? level;
}
