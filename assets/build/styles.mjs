/** Style sheets: compile, purge, unwrap the layers, and flip a second copy for right-to-left. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { transform } from "esbuild";
import postcss from "postcss";
import { PurgeCSS } from "purgecss";
import rtlcss from "rtlcss";
import * as sass from "sass-embedded";
import { filesNamingClasses, PATHS } from "./inputs.mjs";

/** Browsers on the cheapest phones in use: no cascade layers, no nesting. */
const TARGETS = ["chrome87", "firefox84", "safari14"];

/** States that only a browser or a script sets, so no template names them. */
const SAFELIST = ["html", "body", "open", "hidden"];

export async function compile(name) {
  const options = { loadPaths: [PATHS.packages, join(PATHS.assets, "css")], quietDeps: true, sourceMap: false };
  const { css } = await sass.compileAsync(join(PATHS.assets, name), { ...options, silenceDeprecations: ["import"] });
  return css;
}

export async function minify(css) {
  const { code } = await transform(css, { loader: "css", minify: true, target: TARGETS, legalComments: "none" });
  return code.replace(/\/\*# sourceMappingURL=.*?\*\//g, "");
}

/** A browser without cascade layers drops everything inside one: keep their order, drop the wrapping. */
function withoutLayers(root) {
  root.walkAtRules("layer", (rule) => (rule.nodes ? rule.replaceWith(rule.nodes) : rule.remove()));
}

/** The sheet is flipped as a whole: a rule made for [dir=rtl] would be flipped twice. */
function withoutDirectionRules(root) {
  root.walkRules(/\[dir=["']?rtl/, (rule) => rule.remove());
}

/** System fonts only. */
function withoutFontFaces(root) {
  root.walkAtRules("font-face", (rule) => rule.remove());
}

/** No field of the public site is ever disabled: it is there, or it is not. */
function withoutDisabledFields(root) {
  root.walkRules(/:disabled|\[aria-disabled/, (rule) => {
    const selectors = rule.selectors.filter((each) => !/:disabled|\[aria-disabled/.test(each));
    if (selectors.length) rule.selectors = selectors;
    else rule.remove();
  });
}

/** The design system only: our own sheet has no more than is used, and names some classes in halves. */
async function purge(css) {
  const files = await filesNamingClasses();
  const content = await Promise.all(files.map(async (path) => ({ raw: await readFile(path, "utf8"), extension: "html" })));
  const extractor = (text) => text.match(/[A-Za-z0-9_:/@-]+/g) || [];
  const [result] = await new PurgeCSS().purge({
    content,
    css: [{ raw: css }],
    defaultExtractor: extractor,
    safelist: SAFELIST,
    variables: false,
    keyframes: true,
  });
  return result.css;
}

/** One sheet in both directions of writing: packages of the design system, and our own layer on them. */
async function sheet(name, systemFile, ownFile) {
  const [system, own] = await Promise.all([compile(systemFile), compile(ownFile)]);
  const base = postcss([withoutDirectionRules, withoutFontFaces, withoutDisabledFields]).process(await purge(system), { from: undefined }).css;
  const ours = postcss([withoutLayers]).process(own, { from: undefined }).css;
  return {
    [`${name}.css`]: await minify(base + ours),
    [`${name}.rtl.css`]: await minify(rtlcss.process(base) + ours),
  };
}

export async function buildStyles() {
  return {
    ...(await sheet("site", "uswds.scss", "site.scss")),
    ...(await sheet("more", "uswds-more.scss", "more.scss")),
    "numbers.css": await minify(await compile("numbers.scss")),
  };
}
