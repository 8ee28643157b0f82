(function () {
  "use strict";
  var root = document.documentElement, button = document.getElementById("theme");
  function kept() { try { return localStorage.getItem("theme"); } catch (e) { return null; } }
  function keep(theme) { try { localStorage.setItem("theme", theme); } catch (e) { /* a page from a file share may not */ } }
  function isDark() {
    var chosen = root.getAttribute("data-theme");
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }
  function show() { button.setAttribute("aria-pressed", isDark() ? "true" : "false"); }
  var chosen = kept();
  if (chosen === "dark" || chosen === "light") { root.setAttribute("data-theme", chosen); }
  button.addEventListener("click", function () {
    var theme = isDark() ? "light" : "dark";
    root.setAttribute("data-theme", theme); keep(theme); show();
  });
  show();
  var search = document.getElementById("search");
  if (!search) { return; }
  var rows = Array.prototype.slice.call(document.querySelectorAll("#buildings tbody tr"));
  var found = document.getElementById("found");
  search.addEventListener("input", function () {
    var wanted = search.value.trim().toLowerCase(), count = 0;
    rows.forEach(function (row) {
      var hit = row.textContent.toLowerCase().indexOf(wanted) !== -1;
      row.hidden = !hit;
      if (hit) { count += 1; }
    });
    found.textContent = wanted ? count + (count === 1 ? " building" : " buildings") : "";
  });
}());
