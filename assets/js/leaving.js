/**
 * The way out takes this page's place in the history, so that Back does not
 * show it again, and empties the screen before the next page has arrived.
 */
export function leaveWithoutTrace(link) {
  if (!link) return;
  const page = document.documentElement;

  link.addEventListener("click", (event) => {
    event.preventDefault();
    page.classList.add("is-leaving");
    document.title = "…";
    location.replace(link.href);
  });
  addEventListener("pageshow", () => page.classList.remove("is-leaving"));
}
