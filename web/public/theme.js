// Before the first paint, so that nothing flashes: the page allows no script inside itself. The rest is src/app/theme.ts.
try {
  const chosen = localStorage.getItem("esteio-theme");
  const language = localStorage.getItem("esteio-language");
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.theme = chosen === "light" || chosen === "dark" ? chosen : system;
  if (language === "en" || language === "pt-BR") document.documentElement.lang = language;
} catch {
  // A browser that keeps nothing: the light theme stands.
}
