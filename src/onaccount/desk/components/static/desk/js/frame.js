// The frame: rail on small screens, menus, drawer, messages, key help, print, and the keys "g then letter" and "?".
const $ = (selector, within = document) => within.querySelector(selector);
const keysOn = () => document.documentElement.dataset.keys !== "off";
const typing = (target) => target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]");

document.addEventListener("click", (event) => {
  const hit = (selector) => event.target.closest(selector);
  for (const menu of document.querySelectorAll("details[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
  if (hit("[data-rail-switch]")) toggleRail();
  if (hit("[data-close-drawer]")) closeDrawer();
  if (hit("[data-close-toast]")) hit("[data-toast]").remove();
  if (hit("[data-open-keys]")) $("#keys")?.showModal();
  if (hit("[data-print]")) window.print();
});

function toggleRail(open = !document.body.classList.contains("rail-open")) {
  document.body.classList.toggle("rail-open", open);
  $("[data-rail-switch]")?.setAttribute("aria-expanded", String(open));
}

// --- the drawer ------------------------------------------------------------------------------------------------------
let opener = null;

document.addEventListener("desk:drawer", (event) => {
  opener = document.activeElement;
  window.htmx.ajax("GET", event.detail.address, { target: "#drawer-body", swap: "innerHTML" });
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "drawer-body") return;
  const drawer = $("#drawer");
  drawer.hidden = false;
  $("[data-close-drawer]", drawer).focus();
});

function closeDrawer() {
  const drawer = $("#drawer");
  if (!drawer || drawer.hidden) return false;
  drawer.hidden = true;
  opener?.focus?.();
  return true;
}

// --- messages: pages, and answers to htmx by the header HX-Trigger {"desk:toast": {"level", "words"}} -----------------
document.addEventListener("desk:toast", (event) => {
  const line = document.createElement("div");
  line.className = `toast-line toast-${event.detail.level || "info"}`;
  line.dataset.toast = "";
  const words = document.createElement("span");
  words.textContent = event.detail.words;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "icon-button";
  close.dataset.closeToast = "";
  close.setAttribute("aria-label", $("#toasts").dataset.close);
  close.textContent = "×";
  line.append(words, close);
  $("#toasts").append(line);
  fade(line);
});

function fade(line) {
  if (line.classList.contains("toast-error") || line.classList.contains("toast-warning")) return;
  window.setTimeout(() => line.matches(":hover, :focus-within") ? fade(line) : line.remove(), 10_000);
}
document.querySelectorAll("[data-toast]").forEach(fade);

for (const broken of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(broken, () => {
    const words = $("#toasts")?.dataset.fault;
    if (words && !$("#toasts").textContent.includes(words)) // what asks every second complains once
      document.dispatchEvent(new CustomEvent("desk:toast", { detail: { level: "error", words } }));
  });
}

// --- keys ------------------------------------------------------------------------------------------------------------
let afterG = 0;

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = $("details[data-menu][open]");
    if (menu) { menu.open = false; $("summary", menu).focus(); }
    else if (document.body.classList.contains("rail-open")) toggleRail(false);
    else closeDrawer();
  }
  if (!keysOn() || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "?") { event.preventDefault(); $("#keys")?.showModal(); return; }
  if (Date.now() - afterG < 1500) {
    afterG = 0;
    const entry = $(`[data-go="${CSS.escape(event.key)}"]`);
    if (entry) { event.preventDefault(); event.stopImmediatePropagation(); entry.click(); }
    return;
  }
  if (event.key === "g") afterG = Date.now();
  else press(event);
});

// One-letter acts: any button or link with data-key="a" on the page.
function press(event) {
  if (!/^[a-z]$/.test(event.key)) return;
  const wanted = `[data-key="${event.key}"]`;
  const button = $(`#drawer:not([hidden]) ${wanted}`) || $(`main ${wanted}`);
  if (button && !button.disabled) { event.preventDefault(); button.focus(); button.click(); }
}
