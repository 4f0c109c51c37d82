// @ts-check
/** What Mermaid is told, whatever the theme tells it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { limitDiagrams } from "../src/diagrams.js";

test("a diagram sets nothing that is printed into its style sheet, and one that can't be read leaves nothing behind", () => {
  /** @type {any} */
  let told = {};
  const mermaid = { initialize: (/** @type {object} */ config) => { told = config; } };
  limitDiagrams(mermaid);
  mermaid.initialize({ themeCSS: "a {}", startOnLoad: false, secure: [], suppressErrorRendering: false });
  assert.equal(told.themeCSS, "a {}");
  assert.equal(told.startOnLoad, false);
  assert.equal(told.suppressErrorRendering, true);
  for (const name of ["secure", "securityLevel", "themeCSS", "fontFamily"]) assert.ok(told.secure.includes(name));
});

test("a site without it is left alone", () => {
  /** @type {any} */
  const nothing = {};
  limitDiagrams(nothing.mermaid);
  const other = {};
  limitDiagrams(other);
  assert.deepEqual(other, {});
});
