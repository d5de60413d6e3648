// Runs before the first paint: turns "as the system" into light or dark, and follows the system while it lasts.
(() => {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    if (root.dataset.theme === "auto") root.dataset.bsTheme = system.matches ? "dark" : "light";
  };
  apply();
  system.addEventListener("change", apply);
})();
