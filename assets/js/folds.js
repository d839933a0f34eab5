/** An open menu closes with Escape, and when the focus or a tap goes elsewhere: it never covers what is in use. */
export function closeFoldsWhenLeft(folds) {
  for (const fold of folds) {
    const close = () => { fold.open = false; };

    fold.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !fold.open) return;
      close();
      fold.querySelector("summary").focus();
    });
    fold.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !fold.contains(event.relatedTarget)) close();
    });
    document.addEventListener("click", (event) => {
      if (!fold.contains(event.target)) close();
    });
    addEventListener("pageshow", (event) => { if (event.persisted) close(); });
  }
}
