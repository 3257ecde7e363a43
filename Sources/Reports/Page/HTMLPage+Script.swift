extension HTMLPage {
  /// Sorting and searching of tables, and tabs. Without it everything is shown, in the order of the run.
  static let script = """
    "use strict";
    const number = text => {
      const value = parseFloat(text.replace(/,/g, ""));
      return Number.isNaN(value) ? -Infinity : value;
    };
    for (const table of document.querySelectorAll("table.sortable")) {
      const body = table.tBodies[0];
      const heads = [...table.tHead.rows[0].cells];
      const status = table.closest("section, figure, main").querySelector(".shown");
      heads.forEach((head, column) => {
        const button = head.querySelector("button");
        if (!button) return;
        button.addEventListener("click", () => {
          const isNumber = head.classList.contains("n");
          const first = isNumber ? "descending" : "ascending";
          const other = isNumber ? "ascending" : "descending";
          const order = head.getAttribute("aria-sort") === first ? other : first;
          for (const each of heads) each.removeAttribute("aria-sort");
          head.setAttribute("aria-sort", order);
          const sign = order === "ascending" ? 1 : -1;
          const key = row => {
            const text = row.cells[column].textContent.trim();
            return isNumber ? number(text) : text;
          };
          const rows = [...body.rows].map(row => [key(row), row]);
          rows.sort(([a], [b]) => sign * (isNumber ? a - b || 0 : a.localeCompare(b, "en", { numeric: true })));
          body.append(...rows.map(([, row]) => row));
        });
      });
      const search = table.id && document.querySelector(`input[data-table="${table.id}"]`);
      if (!search) continue;
      search.addEventListener("input", () => {
        const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
        let shown = 0;
        for (const row of body.rows) {
          const text = row.textContent.toLowerCase();
          row.hidden = !words.every(word => text.includes(word));
          if (!row.hidden) shown += 1;
        }
        if (status) status.textContent = `${shown} of ${body.rows.length} rows`;
      });
    }
    for (const list of document.querySelectorAll("[role=tablist]")) {
      const tabs = [...list.querySelectorAll("[role=tab]")];
      const select = chosen => {
        for (const tab of tabs) {
          const isChosen = tab === chosen;
          tab.setAttribute("aria-selected", isChosen);
          tab.tabIndex = isChosen ? 0 : -1;
          document.getElementById(tab.getAttribute("aria-controls")).hidden = !isChosen;
        }
      };
      tabs.forEach((tab, place) => {
        tab.addEventListener("click", () => select(tab));
        tab.addEventListener("keydown", event => {
          const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
          if (!step) return;
          const next = tabs[(place + step + tabs.length) % tabs.length];
          select(next);
          next.focus();
        });
      });
      select(tabs[0]);
    }
    """
}
