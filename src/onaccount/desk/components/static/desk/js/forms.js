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

// --- unit, language and appearance switched in the middle of a form: what was typed waits in this tab and comes back ----
const KEPT = "typed";
const guarded = () => [...document.querySelectorAll("form[data-guard]")];
const fields = (form) => [...form.elements].filter((field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type));
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-switches]") || !touched.size) return;
  const forms = guarded().map((form) => touched.has(form) && fields(form).map((field) => [field.name, said(field)]));
  try { sessionStorage.setItem(KEPT, JSON.stringify({ page: location.href, forms })); } catch { return; }
  touched.clear();
});
window.addEventListener("DOMContentLoaded", () => {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  sessionStorage.removeItem(KEPT);
  if (kept?.page !== location.href) return;
  guarded().forEach((form, place) => putBack(form, kept.forms[place] || []));
});

function said(field) {
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked;
  return field.multiple ? [...field.selectedOptions].map((option) => option.value) : field.value;
}

function putBack(form, typed) {
  for (const table of form.querySelectorAll("[data-grows]")) {
    const names = new Set(typed.map(([name]) => name)), next = () => document.getElementById(`id_${table.dataset.grows}-TOTAL_FORMS`).value;
    while (names.has(`${table.dataset.grows}-${next()}-item`) && anotherRow(table.dataset.grows));
  }
  fields(form).forEach((field, place) => {
    const [name, value] = typed[place] ?? [];
    if (name !== field.name) return;
    if (field.matches("[type=checkbox], [type=radio]")) field.checked = value;
    else if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
    else field.value = value;
  });
  if (typed.length) form.dispatchEvent(new Event("input", { bubbles: true }));
}

// --- tables that grow: another row is a copy of the blank one, and takes the focus ----------------------------------------
document.addEventListener("click", (event) => {
  const more = event.target.closest("[data-another-row]");
  if (more) anotherRow(more.dataset.anotherRow)?.querySelector("input")?.focus();
});

function anotherRow(table) {
  const [count, most] = ["TOTAL", "MAX_NUM"].map((word) => document.getElementById(`id_${table}-${word}_FORMS`));
  if (!count || Number(count.value) >= Number(most.value)) return null;
  const blank = document.getElementById(`${table}-blank`).cloneNode(true);
  blank.innerHTML = blank.innerHTML.replaceAll("__prefix__", count.value);
  const row = blank.content.querySelector("tr");
  count.closest("form").querySelector(`[data-grows="${table}"] tbody`).append(row);
  count.value = Number(count.value) + 1;
  return row;
}

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
  if (open) ask(document.getElementById(open.dataset.openDialog));
  if (event.target.closest("[data-close-dialog]")) event.target.closest("dialog").close();
  if (event.target.matches("dialog.box[open]") && outside(event)) event.target.close();
});

// What is asked first is answered first: the reason stands below the fields and took the focus from them.
function ask(dialog) {
  dialog?.showModal();
  dialog?.querySelector(".box-body :is(input:not([type=hidden]), select, textarea)")?.focus();
}

function outside(event) {
  const edge = event.target.getBoundingClientRect();
  return event.clientX < edge.left || event.clientX > edge.right || event.clientY < edge.top || event.clientY > edge.bottom;
}

ask(document.querySelector("dialog[data-opened]"));
document.querySelector("[data-focus]")?.focus();
