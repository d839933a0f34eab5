// Print and copy the recovery codes with one press. Without it both work as on any page.
const codes = document.querySelector("[data-codes]");

function offer(selector, act) {
  const button = document.querySelector(selector);
  if (!codes || !button) return;
  button.hidden = false;
  button.addEventListener("click", () => act(button));
}

offer("[data-print]", () => window.print());

if (navigator.clipboard) {
  offer("[data-copy]", async (button) => {
    const lines = [...codes.querySelectorAll("code")].map((code) => code.textContent);
    await navigator.clipboard.writeText(lines.join("\n"));
    button.textContent = button.dataset.copied;
  });
}
