/** What the build reads, and whether any of it has changed since the last time. */
import { createHash } from "node:crypto";
import { access, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
export const PATHS = {
  root,
  assets: join(root, "assets"),
  built: join(root, "static/built"),
  icons: join(root, "node_modules/@uswds/uswds/dist/img/usa-icons"),
  packages: join(root, "node_modules/@uswds/uswds/packages"),
};

const STAMP = join(PATHS.built, ".digest");
const APPS = ["bluecampaign", "awareness", "resources", "hotlines"];
const SKIPPED = new Set(["node_modules", "__pycache__", "migrations", "content", "tests", "art"]);

/** Every file below a folder whose name matches, in a fixed order; a missing folder is empty. */
export async function filesBelow(folder, matches = /./) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) found.push(...(await filesBelow(path, matches)));
    else if (entry.isFile() && matches.test(entry.name)) found.push(path);
  }
  return found;
}

/** The files in which class names are looked for: what they do not name is purged. */
export async function filesNamingClasses() {
  const folders = [filesBelow(join(root, "templates"), /\.(html|toml)$/), filesBelow(join(PATHS.assets, "js"))];
  for (const app of APPS) folders.push(filesBelow(join(root, app), /\.(py|html)$/));
  return (await Promise.all(folders)).flat();
}

export async function digestOf() {
  const paths = [join(root, "package-lock.json"), ...(await filesBelow(PATHS.assets)), ...(await filesNamingClasses())];
  const digest = createHash("sha256");
  for (const path of paths) digest.update(relative(root, path)).update("\0").update(await readFile(path));
  return digest.digest("hex");
}

/** True if the last build had the same inputs and all that it wrote is still there. */
export async function fresh(digest) {
  const stamp = await readFile(STAMP, "utf8").catch(() => "");
  const [stamped, ...names] = stamp.trim().split("\n");
  if (stamped !== digest) return false;
  const missing = names.map((name) => access(join(PATHS.built, name)).then(() => false, () => true));
  return !(await Promise.all(missing)).includes(true);
}

export async function remember(digest, names) {
  await writeFile(STAMP, [digest, ...names].join("\n") + "\n");
}
