/**
 * "Leave this site now", and the door behind it: a script of its own in the head, before
 * the first paint, so that nothing else of the site has to load for it.
 *
 * Leaving covers the page at once, takes its place in the history and marks this tab, and
 * every other tab of this site leaves with it. Whoever comes back to an earlier page of a
 * marked tab by Back or Forward is led out again; a visit on purpose takes the mark away.
 * A message to them also drops the pages that the browser keeps ready for Back.
 */
const MARK = "l";
const { to, icon } = document.currentScript.dataset;
const tabs = window.BroadcastChannel && new BroadcastChannel(MARK);
let marks = {};
try {
  marks = sessionStorage || marks;
} catch (refused) {
  // Where nothing may be stored, only the page that is left goes from the history.
}

function leave() {
  document.documentElement.hidden = true;
  try {
    marks[MARK] = 1;
  } catch (full) {
    // Leaving never waits for the mark.
  }
  stop();
  location.replace(to);
  disguise();
}

/** What the browser shows around the page: as if the next one were open already. */
function disguise() {
  document.title = to.split("/")[2];
  for (const telling of document.querySelectorAll("[rel*=icon], [name*=color]")) telling.remove();
  const plain = document.createElement("link");
  plain.rel = "icon";
  plain.href = icon;
  document.head.append(plain);
}

function leaveEverywhere() {
  if (tabs) tabs.postMessage(MARK);
  leave();
}

/** Any way to use the link leaves: a new tab beside this one would leave nothing. */
function onUse(event) {
  const isUse = event.key ? event.key === " " : event.button < 2;
  if (!isUse || !event.target.closest?.("[data-exit]")) return;
  event.preventDefault();
  leaveEverywhere();
}

function cameBack() {
  const [visit] = performance.getEntriesByType("navigation");
  return visit ? visit.type === "back_forward" : performance.navigation.type === 2;
}

const forget = () => delete marks[MARK];

if (marks[MARK] && cameBack()) leave();
else if (document.prerendering) document.addEventListener("prerenderingchange", forget);
else forget();

if (tabs) tabs.onmessage = leave;
for (const use of ["click", "auxclick", "keydown"]) document.addEventListener(use, onUse, true);
addEventListener("pageshow", (event) => {
  if (event.persisted && marks[MARK]) leave();
});
