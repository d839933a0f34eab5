/** One script of all behaviours, for browsers that know modules. */
import { join } from "node:path";
import { build } from "esbuild";
import { PATHS } from "./inputs.mjs";

export async function bundle(path, format = "esm") {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    format,
    legalComments: "none",
    minify: true,
    target: "es2019",
    write: false,
  });
  return outputFiles[0].text;
}

export async function buildScript() {
  return { "site.js": await bundle(join(PATHS.assets, "js/site.js")) };
}
