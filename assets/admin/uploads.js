// Shows how far an upload has come and says at once what is too large. Without it the form
// is sent as any other: the server judges every file, whatever happened here.
const BY_SCRIPT = "X-Upload";
const NEXT = "X-Next";

function fileFields(form) {
  return [...form.querySelectorAll("input[type=file][data-upload]")];
}

/** The browser shows the sentence at the field and does not send the form. */
function weigh(field) {
  const most = Number(field.dataset.uploadMost);
  const large = [...field.files].some((file) => file.size > most);
  field.setCustomValidity(large ? field.dataset.uploadLarge : "");
  if (large) field.reportValidity();
}

function show(form, words) {
  const box = document.createElement("div");
  box.className = "upload";
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.textContent = words.uploadSending;
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", words.uploadSending);
  box.append(said, bar);
  form.prepend(box);
  box.scrollIntoView({ block: "nearest" });
  return { box, said, bar };
}

/** The page that the server answered with, in place of this one: the form with its reasons. */
function replacePage(html) {
  document.open();
  document.write(html);
  document.close();
}

function send(form, button, words) {
  const body = new FormData(form);
  if (button?.name) body.append(button.name, button.value);
  const view = show(form, words);
  const request = new XMLHttpRequest();
  const buttons = [...document.querySelectorAll("[type=submit]")];
  const rest = () => buttons.forEach((each) => (each.disabled = false));
  buttons.forEach((each) => (each.disabled = true));
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) view.bar.value = event.loaded / event.total;
  });
  request.upload.addEventListener("load", () => {
    view.bar.removeAttribute("value");
    view.said.textContent = words.uploadChecking;
  });
  request.addEventListener("load", () => {
    const next = request.getResponseHeader(NEXT);
    if (request.status === 204 && next) location.assign(new URL(next, location.href));
    else replacePage(request.responseText);
  });
  request.addEventListener("error", () => {
    rest();
    view.bar.remove();
    view.said.textContent = words.uploadFailed;
  });
  // The address is asked for as an attribute: a field named "action" would stand in its way.
  request.open("POST", new URL(form.getAttribute("action") || location.href, location.href));
  request.setRequestHeader(BY_SCRIPT, "1");
  request.send(body);
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.("input[type=file][data-upload]")) weigh(event.target);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  const chosen = fileFields(form).filter((field) => field.files.length);
  if (!chosen.length || event.defaultPrevented) return;
  event.preventDefault();
  send(form, event.submitter, chosen[0].dataset);
});
