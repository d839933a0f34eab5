/** One sprite of the design system's icons that assets/icons.json names. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PATHS } from "./inputs.mjs";

async function symbol(name) {
  const svg = await readFile(join(PATHS.icons, `${name}.svg`), "utf8");
  const inside = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
  const drawing = inside.replace(/<path fill="none"[^>]*\/>|<path d="M0 0h24v24H0z" fill="none"\/>/g, "").replace(/ fill="#[0-9a-f]+"/gi, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${drawing.trim()}</symbol>`;
}

export async function buildIcons() {
  const names = JSON.parse(await readFile(join(PATHS.assets, "icons.json"), "utf8"));
  const symbols = await Promise.all(names.map(symbol));
  return { "icons.svg": `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n` };
}
