extension SweepPage {
  /// Filters, fronts, small multiples and the table, all of what the filters leave.
  static let script = #"""
    "use strict";
    // A block of its own: the script of all reports has names, too.
    {
    const data = JSON.parse(document.getElementById("data").textContent);
    const rows = data.rows.filter(row => row.totals);
    const place = name => document.getElementById(name);
    const escaped = text => String(text).replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);
    const values = axis => [...new Set(data.rows.map(row => row.axes[axis] ?? ""))];
    const varied = data.axes.filter(axis => values(axis).length > 1);
    const models = values("model");
    const colour = row => "s" + Math.max(models.indexOf(row.axes.model ?? ""), 0) % 8;
    const short = text => text.replace(/^.*\//, "");
    const measures = { cycles: "Cycles", energy_total: "Energy", area: "Area", utilization: "Utilization" };
    if (rows.some(row => "accuracy" in row.totals)) measures.accuracy = "Accuracy";
    // What is good to have much of.
    const isGain = key => key === "accuracy" || key === "utilization";
    const number = value => {
      const size = Math.abs(value);
      if (size >= 1e9) return (value / 1e9).toPrecision(3) + " G";
      if (size >= 1e6) return (value / 1e6).toPrecision(3) + " M";
      if (size >= 1e3) return (value / 1e3).toPrecision(3) + " k";
      return String(+value.toPrecision(3));
    };
    const hidden = {};

    for (const axis of varied) {
      hidden[axis] = new Set();
      const set = document.createElement("fieldset");
      set.innerHTML = `<legend>${escaped(axis)}</legend>` + values(axis).map((value, index) => {
        const key = axis === "model" ? `<span class="key s${index % 8}"></span>` : "";
        const text = `${key}${escaped(short(value) || "default")}`;
        return `<label><input type="checkbox" checked value="${index}">${text}</label>`;
      }).join("");
      set.addEventListener("change", event => {
        const value = values(axis)[event.target.value];
        if (event.target.checked) hidden[axis].delete(value); else hidden[axis].add(value);
        draw();
      });
      place("filters").append(set);
    }
    place("measure").innerHTML =
      Object.entries(measures).map(([key, name]) => `<option value="${key}">${name}</option>`).join("");
    place("measure").addEventListener("change", () => draw());

    const isShown = row => varied.every(axis => !hidden[axis].has(row.axes[axis] ?? ""));
    const name = row => data.axes.map(axis => `${axis} ${short(row.axes[axis] ?? "")}`).join(", ");
    const tooltip = row => `<title>point ${row.point}: ${escaped(name(row))}; ` +
      Object.entries(measures).map(([key, title]) => `${title} ${number(row.totals[key])}`).join(", ") + "</title>";

    // Logarithmic where the values span more than a factor of four and are positive.
    const scale = (numbers, from, to) => {
      let [low, high] = [Math.min(...numbers), Math.max(...numbers)];
      const isLog = low > 0 && high / low > 4;
      const of = isLog ? Math.log10 : value => value;
      if (low === high) [low, high] = isLog || low > 0 ? [low * 0.9, high * 1.1] : [low - 1, high + 1];
      const [start, end] = [of(low), of(high)];
      const at = value => from + (of(value) - start) / (end - start) * (to - from);
      const ticks = [0, 1, 2, 3].map(step => start + step / 3 * (end - start)).map(v => isLog ? 10 ** v : v);
      return { at, ticks };
    };
    const frame = (title, x, y, bottom, marks) => {
      let text = `<svg viewBox="0 0 420 300" role="img" aria-label="${escaped(title)}">` +
        `<text class="title" x="60" y="16">${escaped(title)}</text>`;
      for (const tick of y.ticks) {
        text += `<line class="grid" x1="60" x2="410" y1="${y.at(tick)}" y2="${y.at(tick)}"/>` +
          `<text class="end" x="55" y="${y.at(tick) + 4}">${number(tick)}</text>`;
      }
      for (const [label, at] of x) text += `<text class="middle" x="${at}" y="276">${escaped(label)}</text>`;
      return text + `<text class="middle" x="235" y="294">${escaped(bottom)}</text>${marks}</svg>`;
    };
    const dot = (row, x, y, isFront) =>
      `<circle class="${colour(row)}${isFront ? " front" : ""}" data-point="${row.point}" ` +
      `cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${isFront ? 4.5 : 3.5}">${tooltip(row)}</circle>`;
    const line = (points, style) =>
      `<polyline class="line ${style}" points="${points.map(p => p.map(v => v.toFixed(1)).join()).join(" ")}"/>`;

    const cost = (row, key) => isGain(key) ? -row.totals[key] : row.totals[key];
    const front = (shown, keys) => {
      const best = new Set();
      for (const model of models) {
        const ordered = shown.filter(row => (row.axes.model ?? "") === model)
          .sort((a, b) => cost(a, keys[0]) - cost(b, keys[0]) || cost(a, keys[1]) - cost(b, keys[1]));
        let least = Infinity;
        for (const row of ordered) {
          if (cost(row, keys[1]) < least) { best.add(row); least = cost(row, keys[1]); }
        }
      }
      return best;
    };
    const drawFront = (shown, horizontal, vertical) => {
      const x = scale(shown.map(row => row.totals[horizontal]), 70, 400);
      const y = scale(shown.map(row => row.totals[vertical]), 255, 32);
      const best = front(shown, [horizontal, vertical]);
      const at = row => [x.at(row.totals[horizontal]), y.at(row.totals[vertical])];
      const lines = models.map((model, index) => {
        const members = [...best].filter(row => (row.axes.model ?? "") === model);
        return line(members.map(at), "s" + index % 8);
      });
      const marks = [...shown].sort((a, b) => best.has(a) - best.has(b)).map(row => dot(row, ...at(row), best.has(row)));
      const ticks = x.ticks.map(tick => [number(tick), x.at(tick)]);
      return frame(
        `${measures[vertical]} against ${measures[horizontal].toLowerCase()}`, ticks, y, measures[horizontal],
        lines.join("") + marks.join(""));
    };
    const drawMultiple = (shown, axis, key) => {
      const all = values(axis).filter(value => shown.some(row => (row.axes[axis] ?? "") === value));
      if (all.every(value => value !== "" && !Number.isNaN(+value))) all.sort((a, b) => a - b);
      const y = scale(shown.map(row => row.totals[key]), 255, 32);
      const at = value => 85 + (all.length > 1 ? all.indexOf(value) / (all.length - 1) : 0.5) * 300;
      const marks = shown.map(row => dot(row, at(row.axes[axis] ?? ""), y.at(row.totals[key]), false));
      const lines = models.map((model, index) => {
        const points = all.map(value => {
          const found = shown.filter(row => (row.axes[axis] ?? "") === value && (row.axes.model ?? "") === model);
          const costs = found.map(row => row.totals[key]);
          return costs.length ? [at(value), y.at(isGain(key) ? Math.max(...costs) : Math.min(...costs))] : null;
        });
        return line(points.filter(Boolean), "s" + index % 8);
      });
      const ticks = all.map(value => [short(value).replace(/\.[a-z]+$/, "").slice(0, 16) || "default", at(value)]);
      return frame(`${measures[key]} over ${axis}`, ticks, y, axis, lines.join("") + marks.join(""));
    };

    let order = null;
    const titles = ["point", ...data.axes, "status", ...Object.keys(measures), "reason"];
    const cell = (row, title) => title === "point" ? row.point : title === "status" || title === "reason"
      ? row[title] ?? "" : title in measures ? row.totals?.[title] : row.axes[title] ?? "";
    const compare = (a, b) => a === b ? 0 : a === undefined ? 1 : b === undefined ? -1
      : !Number.isNaN(+a) && !Number.isNaN(+b) ? a - b : String(a).localeCompare(String(b));
    const isNumeric = title => title === "point" || title in measures;
    const drawTable = shown => {
      const sorted = [...shown];
      if (order) sorted.sort((a, b) => order.sign * compare(cell(a, order.title), cell(b, order.title)));
      const limit = 2000;
      const head = titles.map(title => `<th class="${isNumeric(title) ? "n" : ""}" scope="col"` +
        (order?.title === title ? ` aria-sort="${order.sign > 0 ? "ascending" : "descending"}"` : "") +
        `><button type="button" data-title="${escaped(title)}">${escaped(measures[title] ?? title)}</button></th>`);
      const body = sorted.slice(0, limit).map(row => {
        const cells = titles.map(title => {
          const value = cell(row, title);
          const text = title === "point" ? `<a href="#chosen" data-point="${row.point}">${row.point}</a>`
            : value === undefined ? "" : escaped(title in measures ? +value.toPrecision(6) : short(String(value)));
          return `<td class="${isNumeric(title) ? "n" : ""}">${text}</td>`;
        });
        return `<tr class="${row.pareto ? "front" : ""}" id="point${row.point}">${cells.join("")}</tr>`;
      });
      place("table").innerHTML = `<thead><tr>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody>`;
      place("shown").textContent = `${Math.min(sorted.length, limit)} of ${data.rows.length} points; bold: no other ` +
        "point of the same model is better in cycles, energy, area" + ("accuracy" in measures ? " and accuracy" : "");
    };

    const choose = point => {
      const row = data.rows.find(row => row.point === point);
      for (const other of document.querySelectorAll("tr.chosen")) other.classList.remove("chosen");
      place("point" + point)?.classList.add("chosen");
      place("chosen").innerHTML = `Point ${point}: ${escaped(name(row))}. ` + (data.reports.includes(point)
        ? `<a href="points/${point}/report.html">Its report</a>`
        : `Its report is made by <code>${escaped(data.command)} ${point}</code>`);
      place("chosen").scrollIntoView({ block: "center" });
    };
    document.addEventListener("click", event => {
      const point = event.target.closest("[data-point]");
      if (point) { event.preventDefault(); choose(+point.dataset.point); }
      const title = event.target.closest("[data-title]")?.dataset.title;
      if (title) {
        order = { title, sign: order?.title === title ? -order.sign : 1 };
        drawTable(data.rows.filter(isShown));
      }
    });

    const draw = () => {
      const shown = rows.filter(isShown);
      const pairs = [["cycles", "energy_total"], ["area", "cycles"], ["area", "energy_total"]];
      if ("accuracy" in measures) pairs.push(["cycles", "accuracy"]);
      const key = place("measure").value;
      const drawn = key === "accuracy" ? shown.filter(row => "accuracy" in row.totals) : shown;
      place("fronts").innerHTML = shown.length ? pairs.map(([x, y]) => drawFront(
        shown.filter(row => y in row.totals), x, y)).join("") : "";
      place("multiples").innerHTML = drawn.length
        ? varied.filter(axis => axis !== "model").map(axis => drawMultiple(drawn, axis, key)).join("") : "";
      drawTable(data.rows.filter(isShown));
    };
    draw();
    }
    """#
}
