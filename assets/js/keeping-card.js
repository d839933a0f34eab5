/** A contact card under a name of the reader's own. The name goes into the card and nowhere else. */

// With it the longest line stays within what a line of a vCard may have.
export const LONGEST = 22;

/** The card that the site gives for one of its own names, `numbers` being "VOICE:+1… CELL:…". */
export function cardOf(name, numbers) {
  const escaped = name.slice(0, LONGEST).replace(/[\\;,]/g, "\\$&");
  const lines = [
    "BEGIN:VCARD",
    "VERSION:3.0",
    `N:${escaped};;;;`,
    `FN:${escaped}`,
    ...numbers.split(" ").map((number) => `TEL;TYPE=${number}`),
    "END:VCARD",
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}

export function offerCards(form) {
  if (!form) return;
  const name = form.querySelector("input");
  const line = form.querySelector("select");
  name.maxLength = LONGEST;
  form.hidden = false;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = name.value.trim();
    if (typed) give(cardOf(typed, line.selectedOptions[0].dataset.numbers), form.dataset.file);
    name.value = "";
  });
  for (const moment of ["pagehide", "pageshow"]) addEventListener(moment, () => { name.value = ""; });
}

function give(card, fileName) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([card], { type: "text/vcard" }));
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
