/** One script of all behaviours, for browsers that know modules; a plain one for the way out, for all. */
import { join } from "node:path";
import { build } from "esbuild";
import { PATHS } from "./inputs.mjs";

export async function bundle(path, format = "esm", target = "es2019") {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    format,
    legalComments: "none",
    minify: true,
    target,
    write: false,
  });
  return outputFiles[0].text;
}

export async function buildScript() {
  return {
    "site.js": await bundle(join(PATHS.assets, "js/site.js")),
    "leaving.js": await bundle(join(PATHS.assets, "js/leaving.js"), "iife", "es2015"),
    "keeping.js": await bundle(join(PATHS.assets, "js/keeping.js")),
    "sw.js": await bundle(join(PATHS.assets, "js/keeping-worker.js"), "iife"),
  };
}
