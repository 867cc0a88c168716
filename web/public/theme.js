// Before the first paint, so that nothing flashes: the page allows no script inside itself. The rest is src/app/theme.ts.
(function () {
  var root = document.documentElement;
  try {
    var theme = localStorage.getItem("esteio-theme");
    var language = localStorage.getItem("esteio-language");
    if (theme !== "light" && theme !== "dark")
      theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    root.dataset.theme = theme;
    if (language === "en" || language === "pt-BR") root.lang = language;
  } catch (_) {
    // A browser that keeps nothing: the light theme stands.
  }
})();
