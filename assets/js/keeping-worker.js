/**
 * Shows the reader's copy of the help pages while there is no connection, or a slow one.
 * Registered by one button and by nothing else; where the copy is gone it does nothing.
 * The staff's pages are none of its business.
 */
import { fromCopy, recordOfCopy, renewCopy } from "./keeping-copy.js";

const PATIENCE = 4000;
const FRESH = 60000;
const STAFF = ["/admin/", "/preview/"];

addEventListener("install", (event) => {
  skipWaiting();
  // Browsers that can be told do not even start this script for them.
  if (event.addRoutes) {
    const route = (path) => ({ condition: { urlPattern: new URLPattern({ pathname: `${path}*` }) }, source: "network" });
    event.waitUntil(event.addRoutes(STAFF.map(route)).catch(() => {}));
  }
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || isStaffs(pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (pathname.startsWith("/static/") && isPlain(request)) event.respondWith(file(request));
});

const isStaffs = (path) => STAFF.some((start) => path.startsWith(start));

/** Asked for by a page of the public (only staff's tell where they stand), as it comes. */
const isPlain = (request) => request.cache === "default" && !(request.referrer && isStaffs(new URL(request.referrer).pathname));

/** A file's name changes with what is in it, so the kept one is the right one. */
const file = async (request) => (await fromCopy(request.url)) || fetch(request);

/** The network's page; the kept one while the network fails or takes too long. */
async function page(event, path) {
  const record = await recordOfCopy().catch(() => undefined);
  if (!record) return fetch(event.request);
  const isKept = record.pages.includes(path);
  // A page that the browser still has from before would pass for the site's word of today.
  const network = fetch(event.request, isKept ? { cache: "no-cache" } : {}).catch(() => undefined);
  const answer = await (isKept ? Promise.race([network, pause(PATIENCE)]) : network);
  if (!answer || (isKept && answer.status >= 500)) return kept(record, isKept ? path : record.first);
  if (Date.now() - record.at > FRESH) event.waitUntil(renewed(record.language));
  return answer;
}

const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

/** Offline again on the way: the copy stays as it is, and says how old it is. */
const renewed = (language) => renewCopy(language).catch(() => {});

/** A page of the copy, under words that say so. */
async function kept(record, path) {
  const found = await fromCopy(path);
  if (!found) return Response.error();
  const html = await found.text();
  return new Response(html.replace("<main", () => `${record.notice}<main`), { headers: found.headers });
}
