/**
 * Shift, three times within five seconds, leaves. It counts when it was pressed alone: any
 * other key or a click in between belongs to typing, and begins the count anew.
 */
const TIME = 5000;

export function leaveByShift(said) {
  if (!said) return;
  const { previousElementSibling: link, nextElementSibling: hint } = said;
  let presses = 0;
  let isAlone = false;
  let timer;

  const say = (words) => { said.textContent = words; };
  const end = (words = "") => {
    presses = 0;
    clearTimeout(timer);
    say(words);
    if (words) timer = setTimeout(end, TIME);
  };
  const spoil = () => {
    isAlone = false;
    if (presses) end();
  };
  const count = () => {
    presses += 1;
    if (presses === 3) return link.click();
    say(presses === 1 ? said.dataset.two : said.dataset.one);
    if (presses > 1) return;
    clearTimeout(timer);
    timer = setTimeout(() => end(said.dataset.over), TIME);
  };

  document.addEventListener("keydown", (event) => {
    isAlone = event.key === "Shift" && !event.repeat && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!isAlone) spoil();
  }, true);
  document.addEventListener("keyup", (event) => {
    if (event.key === "Shift" && isAlone) count();
    isAlone = false;
  }, true);
  document.addEventListener("pointerdown", spoil, true);
  addEventListener("blur", spoil);
  addEventListener("pagehide", () => end());

  // Whoever has a mouse most likely has a keyboard.
  if (!matchMedia("(any-hover: hover)").matches) return;
  hint.hidden = false;
  link.setAttribute("aria-describedby", hint.id);
}
