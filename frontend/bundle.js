// @ts-check
/**
 * Bundles src/ into the script that pages load, what that loads where somebody asks “what if”, for another day or for a
 * presentation, the script that answers the
 * search box, and what the pages of an offline copy load before these. `make script` runs it;
 * `node bundle.js --check` says whether what is committed is what it would write.
 *
 * Classic scripts and no modules: browsers load no modules where a site is opened as files. What others ask of one is a
 * global name. The bundles are committed, because okrsite is installed from git and from archives on machines that have
 * Python and no Node, and because they are small enough to be read in a merge request. esbuild is pinned in
 * package-lock.json, so the same sources are the same bytes everywhere.
 */

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const ASSETS = new URL("../okrsite/theme/assets/", import.meta.url);
/** The worker lies where Material's lie, which look for the languages of their search beside that folder. */
const BUNDLES = [
  { from: "src/main.js", to: "okr/okr.js" },
  { from: "src/what-if-trial.js", to: "okr/what-if.js", globalName: "okrWhatIf" },
  { from: "src/other-days-slider.js", to: "okr/other-days.js", globalName: "okrOtherDays" },
  { from: "src/present.js", to: "okr/present.js", globalName: "okrPresent" },
  { from: "src/offline.js", to: "../../offline_theme/assets/okr/offline.js" },
  { from: "src/search/worker.js", to: "javascripts/workers/okr-search.js", globalName: "okrSearch" },
];

const HEAD = `/* Made from frontend/src/ by "make script": edit it there. */
"use strict";`;

await Promise.all(BUNDLES.map(async ({ from, to, globalName }) => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(from, import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    globalName,
    // What the guide promises; syntax that is newer is rewritten.
    target: ["chrome125", "edge125", "firefox126", "safari17.5"],
    charset: "utf8",
    banner: { js: HEAD },
    legalComments: "none",
  });
  const bundle = outputFiles[0].text;
  const file = fileURLToPath(new URL(to, ASSETS));
  if (!process.argv.includes("--check")) {
    await writeFile(file, bundle);
  } else if ((await readFile(file, "utf8")) !== bundle) {
    console.error(`${file} is not what frontend/src/ makes. Run: make script`);
    process.exitCode = 1;
  }
}));
