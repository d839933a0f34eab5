/** Another language opens at the same place: the part of the address behind "#" goes with the reader. */
export function keepPlace(menu) {
  const keep = () => {
    for (const link of menu.querySelectorAll("a")) {
      if (link.hash !== location.hash) link.hash = location.hash;
    }
  };

  if (!menu) return;
  keep();
  addEventListener("hashchange", keep);
}
