// The palette (Ctrl K): finds any number, name or pinyin initials, and goes to any page. One of the three islands that build HTML.
// GET /palette?q=... answers {"found": [{"kind", "words", "aside", "address"}]}.
const palette = document.getElementById("palette");

if (palette) {
  const field = palette.querySelector("input");
  const list = palette.querySelector("#palette-list");
  const note = palette.querySelector(".palette-note");
  const pages = [...palette.querySelector("#palette-pages").content.querySelectorAll("a")];
  let asked = 0;
  let waiting = 0;

  const open = () => {
    if (palette.open) return;
    field.value = "";
    palette.showModal();
    show(matchingPages(""));
  };
  document.addEventListener("click", (event) => { if (event.target.closest("[data-open-palette]")) open(); });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); open(); }
  });
  palette.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.address);
    else if (event.target === palette) palette.close();
  });

  field.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(find, 120);
  });
  field.addEventListener("keydown", (event) => {
    const options = [...list.children];
    const now = options.findIndex((option) => option.ariaSelected === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(options[(now + (event.key === "ArrowDown" ? 1 : -1) + options.length) % options.length]);
    }
    if (event.key === "Enter" && options[now]) { event.preventDefault(); location.assign(options[now].dataset.address); }
  });

  function matchingPages(text) {
    const wanted = text.toLowerCase();
    return pages.filter((page) => page.textContent.toLowerCase().includes(wanted))
      .map((page) => ({ kind: palette.dataset.page, words: page.textContent, aside: "", address: page.getAttribute("href") }));
  }

  async function find() {
    const text = field.value.trim();
    const turn = ++asked;
    if (!text) { show(matchingPages("")); return; }
    try {
      const answer = await fetch(`${palette.dataset.source}?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const { found } = await answer.json();
      if (turn === asked) show([...found, ...matchingPages(text)]);
    } catch {
      if (turn === asked) { show(matchingPages(text)); note.textContent = palette.dataset.fault; }
    }
  }

  function show(found) {
    list.replaceChildren(...found.map(option));
    note.textContent = found.length ? "" : palette.dataset.none;
    choose(list.firstElementChild);
  }

  function option({ kind, words, aside, address }, at) {
    const line = document.createElement("li");
    line.id = `palette-${at}`;
    line.setAttribute("role", "option");
    line.dataset.address = address;
    for (const [css, text] of [["palette-kind", kind], ["palette-words", words], ["palette-aside", aside]]) {
      const part = document.createElement("span");
      part.className = css;
      part.textContent = text ?? "";
      line.append(part);
    }
    return line;
  }

  function choose(wanted) {
    for (const line of list.children) line.setAttribute("aria-selected", String(line === wanted));
    if (wanted) { field.setAttribute("aria-activedescendant", wanted.id); wanted.scrollIntoView({ block: "nearest" }); }
    else field.removeAttribute("aria-activedescendant");
  }
}
