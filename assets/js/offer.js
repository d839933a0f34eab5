/**
 * Offers the page in the language that the browser asks for first, in the words
 * that the language menu carries. Remembers nothing: what is stored can be found.
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

export function offerLanguage(menu) {
  if (!menu || !navigator.languages) return;
  const links = [...menu.querySelectorAll("a[data-offer]")];
  const link = preferredLink(navigator.languages, links);
  if (!link || link.hasAttribute("aria-current") || !link.dataset.offer) return;
  menu.closest("header").after(banner(link, menu.dataset.close));
}

function banner(link, closeLabel) {
  const box = document.createElement("aside");
  box.className = "offer";
  box.lang = link.hreflang;
  box.dir = link.dataset.dir;
  box.setAttribute("aria-label", link.dataset.offer);

  const offer = document.createElement("a");
  offer.className = "offer__link";
  offer.href = link.href;
  offer.hreflang = link.hreflang;
  offer.textContent = link.dataset.offer;

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
