/**
 * Titles that go on as somebody types into the search: an enhancement of a field that
 * works without it. Asks this site alone, keeps nothing, and forgets all on leaving.
 */

const PAUSE = 180;
const SHORTEST = 2;

export function suggestWhileTyping(inputs) {
  for (const input of inputs) attach(input);
}

function attach(input) {
  const list = listFor(input);
  let timer;
  let asking;

  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const ask = async () => {
    const text = input.value.trim();
    asking?.abort();
    if (text.length < SHORTEST) return close();
    asking = new AbortController();
    try {
      const address = `${input.dataset.suggest}&q=${encodeURIComponent(text)}`;
      const answer = await fetch(address, { signal: asking.signal, credentials: "omit" });
      const { suggestions } = await answer.json();
      show(input, list, suggestions);
    } catch {
      // Without an answer the field is what it is without this script.
      list.hidden = true;
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => move(event, input, list, close));
  input.addEventListener("blur", () => setTimeout(close, 150));
  window.addEventListener("pageshow", close);
}

function listFor(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggestLabel);
  list.hidden = true;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.closest("form").append(list);
  return list;
}

function show(input, list, suggestions) {
  if (document.activeElement !== input) return;
  list.replaceChildren(...suggestions.map((each, place) => option(each, `${list.id}-${place}`)));
  list.hidden = suggestions.length === 0;
  input.setAttribute("aria-expanded", String(!list.hidden));
  input.removeAttribute("aria-activedescendant");
}

function option({ title, kind, lang, dir, url }, id) {
  const row = document.createElement("li");
  row.id = id;
  row.className = "suggestion";
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", "false");
  row.dataset.url = url;
  const name = document.createElement("span");
  Object.assign(name, { lang, dir, textContent: title });
  const what = document.createElement("span");
  what.className = "suggestion__kind";
  what.textContent = kind;
  row.append(name, " ", what);
  // Before the field loses the focus, which closes the list.
  row.addEventListener("mousedown", (event) => {
    event.preventDefault();
    location.assign(url);
  });
  return row;
}

function move(event, input, list, close) {
  const rows = [...list.children];
  const chosen = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
  if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    close();
  } else if (event.key === "Enter" && chosen >= 0) {
    event.preventDefault();
    location.assign(rows[chosen].dataset.url);
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && rows.length) {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    choose(input, rows, chosen + step);
  }
}

/** One row, or none of them where the way leads back into the field. */
function choose(input, rows, place) {
  const at = place < -1 ? rows.length - 1 : place;
  rows.forEach((row, number) => row.setAttribute("aria-selected", String(number === at)));
  if (rows[at]) input.setAttribute("aria-activedescendant", rows[at].id);
  else input.removeAttribute("aria-activedescendant");
}
