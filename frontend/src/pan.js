// @ts-check
/** Moves a drawing in its box by dragging with a mouse. Fingers scroll by themselves. */

/** Up to how many px a movement of the mouse is a click. */
const CLICK = 4;

/**
 * @param {HTMLElement} box what scrolls
 * @param {AbortSignal} signal
 */
export function listenForPanning(box, signal) {
  let moved = false;
  /** @type {AbortController | null} */
  let drag = null;

  box.addEventListener("dragstart", (event) => event.preventDefault(), { signal });
  box.addEventListener(
    "pointerdown",
    (event) => {
      if (event.button !== 0 || event.pointerType !== "mouse") return;
      moved = false;
      drag?.abort(); // the last one ended outside of the window
      drag = new AbortController();
      followPointer(box, event, AbortSignal.any([signal, drag.signal]), () => {
        moved = true;
      });
      window.addEventListener("pointerup", () => drag?.abort(), { signal: drag.signal });
    },
    { signal },
  );
  signal.addEventListener("abort", () => drag?.abort(), { once: true });
  // A drag that ends on a card is no click on it.
  box.addEventListener(
    "click",
    (event) => {
      if (moved) event.preventDefault();
      moved = false;
    },
    { signal, capture: true },
  );
}

/**
 * Scroll a box with the pointer, until the signal ends it. The mouse may leave the box on the way.
 *
 * @param {HTMLElement} box
 * @param {PointerEvent} start
 * @param {AbortSignal} signal
 * @param {() => void} onMove called as soon as it is more than a click
 */
function followPointer(box, start, signal, onMove) {
  const { scrollLeft, scrollTop } = box;
  let moving = false;
  window.addEventListener(
    "pointermove",
    (event) => {
      const x = event.clientX - start.clientX;
      const y = event.clientY - start.clientY;
      moving = moving || Math.hypot(x, y) > CLICK;
      if (!moving) return;
      onMove();
      box.scrollTo(scrollLeft - x, scrollTop - y);
    },
    { signal },
  );
}
