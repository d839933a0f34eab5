/**
 * The copy of the help pages in this browser: one cache of one language, and nothing else.
 * Both the page with the button and the service worker make it, by this one way.
 */
const CACHE = "pages";
const RECORD = "/numbers/copy/";
// What a page needs besides its words. A picture is left out: the copy stays small.
const FILES = /(?:href|src)="(\/static\/[^"#]+\.(?:css|js|svg))/g;
// How a page is shown, and what it may do: the rest belongs to its journey.
const HEADERS = [
  "Content-Language",
  "Content-Security-Policy",
  "Content-Type",
  "Cross-Origin-Opener-Policy",
  "Permissions-Policy",
  "Referrer-Policy",
  "X-Content-Type-Options",
  "X-Frame-Options",
];

/** The record of the copy: its language, its day, its pages. Nothing where there is no copy. */
export async function recordOfCopy() {
  const found = await fromCopy(RECORD);
  return found && found.json();
}

export async function fromCopy(address) {
  return (await caches.has(CACHE)) ? caches.match(address, { cacheName: CACHE, ignoreSearch: true, ignoreVary: true }) : undefined;
}

export async function makeCopy(language) {
  return fill(await caches.open(CACHE), language);
}

/** Makes a copy anew where there is one. One that is removed meanwhile does not come back. */
export async function renewCopy(language) {
  if (await caches.has(CACHE)) await fill(await caches.open(CACHE), language);
}

export async function removeCopy() {
  const workers = navigator.serviceWorker ? await navigator.serviceWorker.getRegistrations() : [];
  await Promise.all(workers.map((worker) => worker.unregister()));
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}

/** Everything is fetched before anything is replaced: a lost connection leaves the copy as it was. */
async function fill(cache, language) {
  const record = await (await fetched(`${RECORD}${language}.json`)).json();
  const pages = await Promise.all(record.pages.map(page));
  const held = pages.filter(Boolean);
  if (!held.some(([address]) => address === record.first)) throw new Error(`${record.first} is not there.`);
  const words = [record.notice, ...held.map(([, , html]) => html)].join("");
  const addresses = new Set([...words.matchAll(FILES)].map(([, address]) => address));
  const files = await Promise.all([...addresses].map(async (address) => [address, await fetched(address)]));
  const stored = new Response(JSON.stringify({ ...record, pages: held.map(([address]) => address), at: Date.now() }));

  const entries = [...held, ...files, [RECORD, stored]];
  await Promise.all(entries.map(([address, response]) => cache.put(address, response)));
  const current = new Set(entries.map(([address]) => address));
  const old = (await cache.keys()).filter((request) => !current.has(new URL(request.url).pathname));
  await Promise.all(old.map((request) => cache.delete(request)));
}

/** Address, answer and words of a page; nothing for a page that the site does not have. */
async function page(address) {
  const answer = await asked(address);
  if (answer.status === 404 || answer.status === 410) return undefined;
  const html = await checked(answer).text();
  const kept = HEADERS.filter((name) => answer.headers.has(name)).map((name) => [name, answer.headers.get(name)]);
  return [address, new Response(html, { headers: kept }), html];
}

const fetched = async (address) => checked(await asked(address));

/** Always the site's word of today, never what the browser happens to have. */
const asked = (address) => fetch(address, { cache: "no-cache", credentials: "omit" });

function checked(answer) {
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}.`);
  return answer;
}
