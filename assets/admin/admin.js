// A preview below every Markdown field of the admin. Without it the text can still be
// written and saved; the words come from the page, so that they can be translated.

function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

async function ask(text, lang) {
  const body = new URLSearchParams({ text, lang });
  const answer = await fetch(new URL("/admin/markdown-preview/", location.origin), {
    method: "POST",
    headers: { "X-CSRFToken": token() },
    body,
  });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

function addPreview(field) {
  const box = document.createElement("div");
  box.className = "markdown-preview";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  const form = document.querySelector("[data-preview-word]");
  button.textContent = form?.dataset.previewWord ?? "Preview";
  const complaints = document.createElement("ul");
  complaints.className = "markdown-preview__complaints";
  complaints.setAttribute("role", "status");
  const result = document.createElement("div");
  result.className = "markdown-preview__result";
  result.lang = field.lang;
  result.dir = field.dir;
  box.append(button, complaints, result);
  field.after(box);
  button.addEventListener("click", async () => {
    try {
      const answer = await ask(field.value, field.lang);
      // The server made this HTML safe in the way it makes every page safe.
      result.innerHTML = answer.html;
      complaints.replaceChildren(
        ...answer.complaints.map((text) => {
          const line = document.createElement("li");
          line.textContent = text;
          return line;
        }),
      );
    } catch {
      complaints.textContent = form?.dataset.previewFailed ?? "";
    }
  });
}

// The admin loads its scripts before the page.
document.addEventListener("DOMContentLoaded", () => {
  for (const field of document.querySelectorAll("textarea[data-markdown]")) {
    // The empty form that Django clones for a new block gets its preview when it is used.
    if (!field.name.includes("__prefix__")) addPreview(field);
  }
});
document.addEventListener("formset:added", (event) => {
  for (const field of event.target.querySelectorAll("textarea[data-markdown]")) addPreview(field);
});
