/** Styles and scripts of the staff side, whole: nothing is purged, the admin's own templates are not ours to scan. */
import { basename, join } from "node:path";
import { filesBelow, PATHS } from "./inputs.mjs";
import { bundle } from "./script.mjs";
import { compile, minify } from "./styles.mjs";

export async function buildAdmin() {
  const files = {};
  for (const path of await filesBelow(join(PATHS.assets, "admin"), /^[^_].*\.(scss|js)$/)) {
    const name = basename(path);
    // The admin loads them as plain scripts, side by side: each keeps its names to itself.
    if (name.endsWith(".js")) files[name] = await bundle(path, "iife");
    else files[name.replace(".scss", ".css")] = await minify(await compile(join("admin", name)));
  }
  return files;
}
