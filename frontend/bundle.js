// @ts-check
/**
 * Bundles src/ into the one script that pages load. `make script` runs it; `node bundle.js --check` says whether what is
 * committed is what it would write.
 *
 * One classic script and no modules: browsers load no modules where a site is opened as files. The bundle is committed,
 * because okrsite is installed from git and from archives on machines that have Python and no Node, and because it is
 * small enough to be read in a merge request. esbuild is pinned in package-lock.json, so the same sources are the same
 * bytes everywhere.
 */

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const BUNDLE = fileURLToPath(new URL("../okrsite/theme/assets/okr/okr.js", import.meta.url));

const HEAD = `/* Made from frontend/src/ by "make script": edit it there. */
"use strict";`;

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL("src/main.js", import.meta.url))],
  bundle: true,
  write: false,
  format: "iife",
  // What the guide promises; syntax that is newer is rewritten.
  target: ["chrome125", "edge125", "firefox126", "safari17.5"],
  charset: "utf8",
  banner: { js: HEAD },
  legalComments: "none",
});
const bundle = outputFiles[0].text;

if (!process.argv.includes("--check")) {
  await writeFile(BUNDLE, bundle);
} else if ((await readFile(BUNDLE, "utf8")) !== bundle) {
  console.error(`${BUNDLE} is not what frontend/src/ makes. Run: make script`);
  process.exitCode = 1;
}
