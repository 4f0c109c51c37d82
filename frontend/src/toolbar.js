// @ts-check
/** The buttons around a filter: what opens it on a phone, zoom, and the whole screen. */

import { makeButton, makeElement } from "./page.js";
import { translate } from "./words.js";

/** @typedef {import("./zoom.js").Zoom} Zoom */

/** Make the button that opens the choices on a narrow screen, where they would push what they filter out of sight. */
export function makeFilterButton() {
  const button = makeButton(
    translate("Filter"),
    () => button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true")),
    { class: "okr-tools__button okr-tools__open", "aria-expanded": "false" },
  );
  return button;
}

/**
 * Make the buttons that change the size of a map.
 *
 * @param {Element} frame what gets the whole screen: the map with its controls
 * @param {() => Zoom | null} getZoom the zoom of the drawing that is shown when a button is pressed
 */
export function makeZoomButtons(frame, getZoom) {
  /**
   * @param {string} text
   * @param {string} label
   * @param {(zoom: Zoom) => void} work
   */
  const makeZoomButton = (text, label, work) =>
    makeButton(
      text,
      () => {
        const zoom = getZoom();
        if (zoom) work(zoom);
      },
      { "aria-label": label },
    );
  return makeElement(
    "div",
    { class: "okr-tools__zoom", role: "group", "aria-label": translate("Zoom") },
    makeZoomButton("−", translate("Smaller"), (zoom) => zoom.zoomOut()),
    makeZoomButton("+", translate("Larger"), (zoom) => zoom.zoomIn()),
    makeZoomButton("1:1", translate("Original size"), (zoom) => zoom.scaleTo(1)),
    makeZoomButton(translate("Fit"), translate("The whole map"), (zoom) => zoom.fit()),
    ...makeScreenButton(frame),
  );
}

/**
 * Make the button that gives the whole screen to the map, where the browser can.
 *
 * @param {Element} frame
 */
function makeScreenButton(frame) {
  // Not every browser that is supported has it: Safari on iPhones gives the screen to films only.
  if (!document.fullscreenEnabled || !("requestFullscreen" in frame)) return [];
  const button = makeButton(
    translate("Full screen"),
    () => {
      const done = document.fullscreenElement === frame ? document.exitFullscreen() : frame.requestFullscreen();
      done.catch(() => {}); // the browser may refuse; the map is there all the same
    },
    { "aria-pressed": "false" },
  );
  document.addEventListener("fullscreenchange", () => {
    button.setAttribute("aria-pressed", String(document.fullscreenElement === frame));
  });
  return [button];
}
