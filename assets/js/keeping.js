/** The buttons of "Keep the numbers", and the one that stands on each page of a copy. */
import { offerCards } from "./keeping-card.js";
import { makeCopy, recordOfCopy, removeCopy } from "./keeping-copy.js";

const part = (box, name) => box.querySelector(`[data-${name}]`);

async function offerCopy(box) {
  if (!box || !navigator.serviceWorker || !window.caches) return;
  const save = part(box, "save");
  const say = (text) => { part(box, "said").textContent = text; };
  const show = async () => {
    const record = await recordOfCopy();
    part(box, "removal").hidden = !record;
    say(record ? box.dataset.kept.replace("{date}", record.made) : "");
  };
  try {
    await show();
  } catch (refused) {
    // A private window of some browsers: the words for those without a script hold for it.
    return;
  }
  save.addEventListener("click", async () => {
    if (save.getAttribute("aria-disabled")) return;
    save.setAttribute("aria-disabled", "true");
    say(box.dataset.saving);
    await keepOrSay(box, show, say);
    save.removeAttribute("aria-disabled");
  });
  removeByOnePress(box, show);
  box.hidden = false;
  document.querySelector("[data-instead]").hidden = true;
}

/** A first copy that could not be finished leaves nothing; an earlier one stays. */
async function keepOrSay(box, show, say) {
  try {
    await makeCopy(box.dataset.language);
    await navigator.serviceWorker.register("/sw.js", { scope: "/", updateViaCache: "none" });
    await navigator.serviceWorker.ready;
    await show();
  } catch (problem) {
    if (!(await navigator.serviceWorker.getRegistration())) await removeCopy();
    await show();
    say(box.dataset.failed);
  }
}

/** The words take the focus: the button that had it is gone. */
function removeByOnePress(box, after) {
  const said = part(box, "said");
  part(box, "remove").addEventListener("click", async () => {
    await removeCopy();
    await after();
    said.textContent = box.dataset.removed;
    said.focus();
  });
}

offerCards(document.querySelector("[data-card]"));
offerCopy(document.querySelector("[data-copy]"));
const notice = document.querySelector("[data-copy-shown]");
if (notice) removeByOnePress(notice, () => { part(notice, "removal").hidden = true; });
