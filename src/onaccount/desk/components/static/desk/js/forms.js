// Forms: one submit per press, no input lost by a slip, dialogs that ask, focus on what must be mended.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("[data-once]") || form.method === "dialog") return;
  if ("sent" in form.dataset) { event.preventDefault(); return; }
  form.dataset.sent = "";
  window.setTimeout(() => { for (const button of form.querySelectorAll("button:not([type=button])")) button.disabled = true; });
});

// A page taken back from the browser's memory may be sent again: the server answers the same key with the same result.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button")) button.disabled = false;
  }
});

// --- unsaved input ---------------------------------------------------------------------------------------------------
const touched = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-guard]");
  if (form) touched.add(form);
});
document.addEventListener("submit", (event) => touched.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  if ([...touched].some((form) => form.isConnected)) event.preventDefault();
});

// --- sliders: the figure beside the label follows the hand --------------------------------------------------------------
document.addEventListener("input", (event) => {
  if (event.target.type !== "range") return;
  for (const shown of event.target.labels[0]?.querySelectorAll("output") ?? []) {
    shown.value = Number(event.target.value).toLocaleString(document.documentElement.lang);
  }
});

// --- dialogs ---------------------------------------------------------------------------------------------------------
document.addEventListener("click", (event) => {
  const open = event.target.closest("[data-open-dialog]");
  if (open) document.getElementById(open.dataset.openDialog)?.showModal();
  if (event.target.closest("[data-close-dialog]")) event.target.closest("dialog").close();
  if (event.target.matches("dialog.box[open]") && outside(event)) event.target.close();
});

function outside(event) {
  const edge = event.target.getBoundingClientRect();
  return event.clientX < edge.left || event.clientX > edge.right || event.clientY < edge.top || event.clientY > edge.bottom;
}

document.querySelector("dialog[data-opened]")?.showModal();
document.querySelector("[data-focus]")?.focus();
