/**
 * Offers the page in the language that the browser asks for first, in the words
 * of that language. Remembers nothing: what is stored can be found.
 */

/** The first of the reader's languages that one of the links is in. "zh-TW" asks for zh-Hant. */
export function preferredLink(wanted, links) {
  for (const tag of wanted.map(withScript)) {
    const exact = links.find((link) => link.hreflang.toLowerCase() === tag);
    const near = links.find((link) => base(link.hreflang) === base(tag) && base(tag) !== "zh");
    if (exact || near) return exact || near;
  }
}

const base = (tag) => {
  const [language] = tag.toLowerCase().split("-");
  return language === "fil" ? "tl" : language;
};

function withScript(tag) {
  const lower = tag.toLowerCase();
  if (base(lower) !== "zh") return lower;
  return /hant|-tw|-hk|-mo/.test(lower) ? "zh-hant" : "zh-hans";
}

export async function offerLanguage(menu) {
  if (!menu || !navigator.languages) return;
  const link = preferredLink(navigator.languages, [...menu.querySelectorAll("a[hreflang]")]);
  if (!link || link.hasAttribute("aria-current")) return;
  try {
    const answer = await fetch(menu.dataset.languages, { credentials: "omit" });
    const offers = await answer.json();
    menu.closest("header").after(banner(link, offers[link.hreflang], menu.dataset.close));
  } catch {
    // Without the words the menu is there all the same.
  }
}

function banner(link, words, closeLabel) {
  const box = document.createElement("aside");
  box.className = "offer";
  box.lang = link.hreflang;
  box.dir = link.querySelector("span").dir;
  box.setAttribute("aria-label", words);

  const offer = document.createElement("a");
  offer.className = "offer__link";
  offer.href = link.href;
  offer.hreflang = link.hreflang;
  offer.textContent = words;

  const close = document.createElement("button");
  close.className = "offer__close";
  close.type = "button";
  const cross = document.createElement("span");
  cross.textContent = "×";
  cross.setAttribute("aria-hidden", "true");
  close.append(cross);
  close.setAttribute("aria-label", closeLabel);
  close.lang = document.documentElement.lang;
  close.addEventListener("click", () => box.remove());

  box.append(offer, close);
  return box;
}
