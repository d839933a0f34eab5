/**
 * Builds static/built/ from assets/: style sheets in two directions of writing,
 * one script, one icon sprite. Run it as `npm run build`; `--help` tells the rest.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { digestOf, fresh, PATHS, remember } from "./build/inputs.mjs";
import { buildAdmin } from "./build/admin.mjs";
import { buildIcons } from "./build/icons.mjs";
import { buildScript } from "./build/script.mjs";
import { buildStyles } from "./build/styles.mjs";
import { report } from "./build/report.mjs";

const HELP = `Usage: node assets/build.mjs [--force] [--quiet] [--help]

Writes to static/built/ (not committed):
  site.css, site.rtl.css   the U.S. Web Design System packages in use, purged, and our own layer
  more.css, more.rtl.css   the same for cards, lists and forms, which pages of help do without
  site.js                  what the pages need beyond HTML
  leaving.js               the way out, which works before and without the other
  numbers.css              the page of numbers, which is only text
  keeping.js, sw.js        contact cards and the copy for when there is no connection
  icons.svg                the icons named in assets/icons.json
  *.css, *.js              from assets/admin/, if there are any

Does nothing when the inputs have not changed since the last build.
  --force   build in any case
  --quiet   say nothing unless something fails
  --help    this text`;

async function main(options) {
  if (options.has("--help")) return console.log(HELP);
  const say = options.has("--quiet") ? () => {} : console.log;

  const digest = await digestOf();
  if (!options.has("--force") && (await fresh(digest))) return say("assets: unchanged, nothing to do");

  await rm(PATHS.built, { recursive: true, force: true });
  await mkdir(PATHS.built, { recursive: true });
  const files = {
    ...(await buildStyles()),
    ...(await buildScript()),
    ...(await buildIcons()),
    ...(await buildAdmin()),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(`${PATHS.built}/${name}`, text);
  await remember(digest, Object.keys(files));
  report(files, say);
}

await main(new Set(process.argv.slice(2)));
