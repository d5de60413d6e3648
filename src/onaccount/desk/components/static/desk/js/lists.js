// Lists: the row cursor (j, k, Enter, x), selection and its bar, column settings, filters that apply themselves.
const keysOn = () => document.documentElement.dataset.keys !== "off";
const typing = (target) => target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]");
const table = () => document.querySelector("#list table[data-rows]") || document.querySelector("main table[data-rows]");
const rows = () => [...(table()?.tBodies[0]?.rows ?? [])];
const place = () => `row:${location.pathname}${location.search}`;

// --- the cursor ------------------------------------------------------------------------------------------------------
function current() {
  return rows().find((row) => "current" in row.dataset);
}

function moveTo(row) {
  if (!row) return;
  const was = current();
  if (was) { delete was.dataset.current; was.removeAttribute("tabindex"); }
  row.dataset.current = "";
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  sessionStorage.setItem(place(), String(rows().indexOf(row)));
}

function step(by) {
  const all = rows();
  const now = all.indexOf(current());
  moveTo(all[now < 0 ? 0 : Math.min(Math.max(now + by, 0), all.length - 1)]);
}

function open(row, event) {
  if (row?.dataset.drawer) document.dispatchEvent(new CustomEvent("desk:drawer", { detail: { address: row.dataset.drawer } }));
  else if (row?.dataset.href) event?.ctrlKey || event?.metaKey ? window.open(row.dataset.href) : location.assign(row.dataset.href);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches?.("tr[data-current]")) { event.preventDefault(); open(event.target, event); return; }
  if (!keysOn() || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !table()) return;
  if (event.key === "j" || event.key === "k") { event.preventDefault(); step(event.key === "j" ? 1 : -1); }
  if (event.key === "x") { const box = current()?.querySelector("input[name=selected]"); if (box) { box.checked = !box.checked; count(); } }
  if (event.key === "/") { const field = document.querySelector("[data-list-search]"); if (field) { event.preventDefault(); field.select(); } }
});

document.addEventListener("click", (event) => {
  const row = event.target.closest("table[data-rows] > tbody > tr");
  if (!row || event.target.closest("a, button, input, label, select, summary") || String(getSelection())) return;
  if (row.dataset.href || row.dataset.drawer) { moveTo(row); open(row, event); }
});

// Coming back from a row's page, the cursor stands where it stood.
if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") {
  const row = rows()[Number(sessionStorage.getItem(place()) ?? -1)];
  if (row) moveTo(row);
}

// --- selection -------------------------------------------------------------------------------------------------------
function count() {
  const boxes = [...document.querySelectorAll("#list input[name=selected]")];
  const chosen = boxes.filter((box) => box.checked).length;
  const all = document.querySelector("[data-select-all]");
  if (all) { all.checked = chosen > 0 && chosen === boxes.length; all.indeterminate = chosen > 0 && chosen < boxes.length; }
  const bar = document.querySelector("[data-batch-bar]");
  if (!bar) return;
  bar.hidden = chosen === 0;
  const words = bar.querySelector("[data-batch-count]");
  words.textContent = words.dataset.words.replace("{n}", String(chosen));
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-select-all]")) {
    document.querySelectorAll("#list input[name=selected]").forEach((box) => { box.checked = event.target.checked; });
  }
  if (event.target.matches("[data-select-all], input[name=selected]")) count();
  const filters = event.target.closest("[data-filters]");
  if (filters && event.target.matches("select, input[type=checkbox], input[type=date]")) filters.requestSubmit();
});
count();

// --- column settings, folded filters, clean addresses ----------------------------------------------------------------
document.addEventListener("click", (event) => {
  const choose = event.target.closest("[data-choose-columns]");
  if (choose) {
    const list = choose.closest("[data-columns]");
    const keys = [...list.querySelectorAll("input:checked")].map((box) => box.value).join(",");
    const base = list.dataset.columns;
    location.assign(`${base}${base.length > 1 ? "&" : ""}columns=${encodeURIComponent(keys)}`);
  }
  const fold = event.target.closest("[data-unfold]");
  if (fold) {
    const more = document.getElementById(fold.dataset.unfold);
    more.hidden = !more.hidden;
    fold.setAttribute("aria-expanded", String(!more.hidden));
    if (!more.hidden) more.querySelector("input, select")?.focus();
  }
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-filters]")) return;
  for (const field of event.target.elements) if (field.name && !field.value) field.disabled = true;
});
