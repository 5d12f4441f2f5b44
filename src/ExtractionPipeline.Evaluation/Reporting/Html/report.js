// Filters the list of errors, and opens an article when a link leads to it.
(function () {
  "use strict";
  const filters = Array.from(document.querySelectorAll("[data-filter]"));
  const rows = Array.from(document.querySelectorAll("table.errors tbody tr"));
  const shown = document.getElementById("shown");
  function apply() {
    let count = 0;
    for (const row of rows) {
      row.hidden = filters.some(f => f.value !== "" && row.dataset[f.dataset.filter] !== f.value);
      if (!row.hidden) { count += 1; }
    }
    shown.textContent = count + " of " + rows.length + " errors";
  }
  filters.forEach(f => f.addEventListener("change", apply));
  function open() {
    const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    if (target instanceof HTMLDetailsElement) { target.open = true; target.scrollIntoView(); }
  }
  addEventListener("hashchange", open);
  open();
})();
