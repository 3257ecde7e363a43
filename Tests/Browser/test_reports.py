#!/usr/bin/env python3
"""The HTML reports in a real browser: `make test-browser`.

Takes the stonne executable, runs the shipped LeNet, and looks at report.html and accuracy.html as people do. Needs
Chromium and Python's standard library.
"""

import copy
import csv
import json
import os
import subprocess
import sys
import tempfile
import unittest

from chromium import Chromium

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MACHINES = ["maeri_256mses_128_bw", "sigma_256mses_128_bw", "magma_128mses_128_bw", "tpu_16_16_pes"]
PHASES = ["configuration", "fill", "steady", "partial_sums", "collection", "drain"]
COMPONENTS = ["distribution", "multipliers", "reduction", "buffer", "bus"]
# Reads a table of the page: its titles, and the text of every cell that is shown, row by row.
TABLE = """(name => {
  const table = document.getElementById(name);
  const cells = row => [...row.cells].map(cell => cell.textContent.trim());
  return { titles: [...table.tHead.rows[0].cells].map(cell => cell.textContent.trim()),
           rows: [...table.tBodies[0].rows].filter(row => !row.hidden).map(cells) };
})"""


def stonne(*arguments):
    subprocess.run([STONNE, *arguments], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def number(text):
    return float(text.replace(",", "").split()[0])


class ReportTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="stonne-reports-")
        model, hardware = "models/lenet5.onnx", [f"simulation_files/{name}.cfg" for name in MACHINES]
        cls.one, cls.all, cls.cpu, cls.study, cls.large = (
            os.path.join(cls.folder.name, name) for name in ["one", "all", "cpu", "study", "large"])
        stonne("run", model, "--hw", hardware[0], "--out", cls.one, "--quiet")
        stonne("run", model, "--sparsity", "0.6", "--check", "--out", cls.all, "--quiet",
               *[word for name in hardware for word in ("--hw", name)])
        stonne("run", model, "--out", cls.cpu, "--quiet")
        stonne("accuracy", model, "--data", "models/lenet5_digits.npz", "--limit", "20", "--sparsity", "0,0.5,0.9",
               "--hw", hardware[3], "--out", cls.study, "--quiet")
        cls.compared = os.path.join(cls.folder.name, "compared")
        os.mkdir(cls.compared)
        stonne("compare", cls.one, cls.all, "--html", os.path.join(cls.compared, "compare.html"))
        cls.make_large()
        cls.browser = Chromium()

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.folder.cleanup()

    @classmethod
    def make_large(cls):
        """A run of 1,300 nodes, 300 of them on the machine, with names that HTML would take for markup."""
        with open(os.path.join(cls.one, "run.json")) as file:
            run = json.load(file)
        rows = {kind: [row for row in run["layers"] if row["device"] == kind] for kind in ("accelerator", "cpu")}
        layers = []
        for index in range(1300):
            kind = "accelerator" if index % 13 in (3, 7, 11) else "cpu"
            row = copy.deepcopy(rows[kind][index % len(rows[kind])])
            row["index"], row["name"] = index, f"/encoder/layer.{index}/<b>attention</b> & 'self'/MatMul_{index}"
            layers.append(row)
        run["layers"] = layers
        os.mkdir(cls.large)
        with open(os.path.join(cls.large, "run.json"), "w") as file:
            json.dump(run, file)
        stonne("report", cls.large)

    def open(self, folder, name="report.html", **size):
        self.browser.open(os.path.join(folder, name), **size)
        if name != "report.html":
            return None
        with open(os.path.join(folder, "run.json")) as file:
            return json.load(file)

    def pages(self):
        folders = [self.one, self.all, self.cpu, self.large]
        return [(folder, "report.html") for folder in folders] + [
            (self.study, "accuracy.html"), (self.compared, "compare.html")]

    def table(self, name):
        return self.browser.run(f"{TABLE}('{name}')")

    # What is there

    def test_loads_from_disk_without_a_complaint_and_asks_for_nothing_else(self):
        for folder, name in self.pages():
            self.open(folder, name)
            self.browser.run("0")
            self.assertEqual(self.browser.complaints, [], folder)
            self.assertEqual([url for url in self.browser.requests if not url.startswith("file:///")], [])
            self.assertEqual(len(self.browser.requests), 1, self.browser.requests)
            size = os.path.getsize(os.path.join(folder, name))
            self.assertLess(size, 2_000_000)

    def test_table_has_the_numbers_of_run_json(self):
        runs = self.open(self.all)["runs"]
        for place, run in enumerate(runs):
            table = self.table(f"m{place}-layers")
            layers = [layer for layer in run["layers"] if layer["device"] == "accelerator"]
            self.assertEqual([row[0] for row in table["rows"]], [layer["name"] for layer in layers])
            for row, layer in zip(table["rows"], layers):
                cells = dict(zip(table["titles"], row))
                for title, key in [("Cycles", "cycles"), ("MACs", "macs"), ("SRAM reads", "sram_reads"),
                                   ("SRAM writes", "sram_writes"), ("Bus conflicts", "bus_conflicts")]:
                    self.assertEqual(number(cells[title]), layer[key], (layer["name"], title))
                self.assertAlmostEqual(number(cells["Util. %"]), layer["utilization"] * 100, delta=0.051)
                self.assertAlmostEqual(number(cells["Energy"]), layer["energy"]["total"], delta=0.51)
                for phase in PHASES:
                    title = phase.replace("_", " ").capitalize()
                    self.assertEqual(number(cells[title]), layer["phases"][phase], (layer["name"], phase))

    def test_charts_have_the_numbers_of_run_json(self):
        for place, run in enumerate(self.open(self.all)["runs"]):
            layers = [layer for layer in run["layers"] if layer["device"] == "accelerator"]
            panel = f"#panel-m{place} "
            blocks = self.browser.run(
                f"[...document.querySelectorAll('{panel}rect.block')].map(block => [+block.dataset.cycles,"
                "block.width.baseVal.value, block.height.baseVal.value])")
            self.assertEqual([block[0] for block in blocks], [layer["cycles"] for layer in layers])
            widths, total = sum(block[1] for block in blocks), sum(layer["cycles"] for layer in layers)
            tallest = max(blocks, key=lambda block: block[2])[2]
            highest = max(layer["utilization"] for layer in layers)
            for block, layer in zip(blocks, layers):
                self.assertAlmostEqual(block[1] / widths, layer["cycles"] / total, delta=1e-3)
                self.assertAlmostEqual(block[2] / tallest, layer["utilization"] / highest, delta=1e-2)
            bars = self.browser.run(
                f"[...document.querySelectorAll('{panel}figure > svg rect.c')].map(bar =>"
                "[bar.classList[1], +bar.dataset.value])")
            drawn = {}
            for name, value in bars:
                drawn[name] = drawn.get(name, 0) + value
            for phase in PHASES:
                self.assertEqual(drawn.get(phase, 0), sum(layer["phases"][phase] for layer in layers), phase)
            for part in COMPONENTS:
                energy = sum(sum(layer["energy_components"][part].values()) for layer in layers)
                self.assertAlmostEqual(drawn.get(part, 0), energy, delta=1e-6 * energy + 1e-9, msg=part)
            dots = self.browser.run(f"document.querySelectorAll('{panel}circle.dot').length")
            self.assertEqual(dots, 2 * len(layers))

    def test_summary_has_the_totals(self):
        totals = self.open(self.one)["totals"]
        facts = dict(self.browser.run(
            "[...document.querySelectorAll('.facts div')].map(fact => [fact.querySelector('dt').textContent,"
            "fact.querySelector('dd').firstChild.textContent])"))
        self.assertEqual(number(facts["Cycles"]), totals["cycles"])
        self.assertEqual(number(facts["MACs"]), totals["macs"])
        self.assertEqual(number(facts["SRAM reads"]), totals["sram_reads"])
        self.assertAlmostEqual(number(facts["Energy"]), totals["energy"]["total"], delta=0.51)
        self.assertEqual(number(facts["Nodes on the CPU"]), totals["cpu_nodes"])

    def test_names_are_text_and_never_markup(self):
        run = self.open(self.large)
        names = [layer["name"] for layer in run["layers"] if layer["device"] == "accelerator"]
        self.assertEqual([row[0] for row in self.table("m0-layers")["rows"]], names)
        self.assertEqual(self.browser.run("document.querySelectorAll('tbody th b').length"), 0)

    def test_accuracy_page_has_the_numbers_of_accuracy_csv(self):
        self.open(self.study, "accuracy.html")
        with open(os.path.join(self.study, "accuracy.csv")) as file:
            rows = list(csv.DictReader(file))
        titles, *cells = self.browser.run(
            "[...document.querySelectorAll('table tr')].map(row => [...row.cells].map(cell => cell.textContent))")
        self.assertEqual(len(cells), len(rows))
        for shown, row in zip(cells, rows):
            shown = dict(zip(titles, shown))
            self.assertAlmostEqual(number(shown["Top-1 %"]), float(row["accuracy"]) * 100, delta=0.0051)
            self.assertEqual(number(shown["Cycles"]), int(row["cycles"]))
            self.assertAlmostEqual(number(shown["Energy"]), float(row["energy"]), delta=0.51)
        self.assertEqual(self.browser.run("document.querySelectorAll('svg circle').length"), 3 * len(rows))

    # What it does

    def test_comparison_has_the_numbers_of_both_runs(self):
        first, second = self.open(self.one), self.open(self.all)["runs"][0]
        self.open(self.compared, "compare.html")
        table = self.table("m0-layers")
        layers = [[layer for layer in run["layers"] if layer["device"] == "accelerator"] for run in (first, second)]
        self.assertEqual(len(table["rows"]), len(layers[0]))
        for row, a, b in zip(table["rows"], *layers):
            cells = dict(zip(table["titles"], row))
            self.assertEqual([cells["Layer"], cells["Layer"]], [a["name"], b["name"]])
            self.assertEqual([number(cells["Cycles A"]), number(cells["Cycles B"])], [a["cycles"], b["cycles"]])
            self.assertEqual(number(cells["B - A"]), b["cycles"] - a["cycles"])
            self.assertAlmostEqual(number(cells["Energy B"]), b["energy"]["total"], delta=0.51)

    def test_sorts_by_any_column_both_ways(self):
        layers = [layer for layer in self.open(self.one)["layers"] if layer["device"] == "accelerator"]
        cycles = [layer["cycles"] for layer in layers]
        click = ("[...document.querySelectorAll('#m0-layers th')].find(head =>"
                 " head.textContent.trim() === '{0}').querySelector('button').click()")
        for title, expected, order in [("Cycles", sorted(cycles, reverse=True), "descending"),
                                       ("Cycles", sorted(cycles), "ascending")]:
            self.browser.run(click.format(title))
            table = self.table("m0-layers")
            place = table["titles"].index(title)
            self.assertEqual([number(row[place]) for row in table["rows"]], expected)
            sorts = self.browser.run(
                "[...document.querySelectorAll('#m0-layers th[aria-sort]')].map(head =>"
                " [head.textContent.trim(), head.getAttribute('aria-sort')])")
            self.assertEqual(sorts, [[title, order]])
        self.browser.run(click.format("Layer"))
        self.assertEqual([row[0] for row in self.table("m0-layers")["rows"]], sorted(layer["name"] for layer in layers))

    def test_search_shows_the_rows_that_have_every_word(self):
        self.open(self.one)
        type_in = ("(() => {{ const field = document.getElementById('m0-layers-search'); field.value = '{0}';"
                   " field.dispatchEvent(new Event('input')); }})()")
        for words, names in [("conv", ["conv1", "conv2"]), ("CONV 14x14", ["conv2"]), ("nothing", []),
                             ("", ["conv1", "conv2", "fc1", "fc2", "fc3"])]:
            self.browser.run(type_in.format(words))
            self.assertEqual([row[0] for row in self.table("m0-layers")["rows"]], names)
            status = self.browser.run("document.querySelector('#m0-layers').closest('section')"
                                      ".querySelector('.shown').textContent")
            self.assertEqual(status, f"{len(names)} of 5 rows")

    def test_keyboard_reaches_everything_and_focus_is_seen(self):
        self.open(self.one)
        reachable = self.browser.run(
            "[...document.querySelectorAll('button, input, summary, [tabindex=\"0\"]')].filter(each =>"
            " each.checkVisibility()).length")
        seen = set()
        for _ in range(reachable):
            self.browser.key("Tab")
            place, outline = self.browser.run(
                "[[...document.querySelectorAll('*')].indexOf(document.activeElement),"
                " getComputedStyle(document.activeElement).outlineStyle]")
            self.assertNotEqual(outline, "none")
            seen.add(place)
        self.assertEqual(len(seen), reachable)
        self.browser.run("document.querySelector('#m0-layers th button').focus()")
        self.browser.key("Enter", text="\r")
        self.assertEqual(self.browser.run("document.querySelector('#m0-layers th').getAttribute('aria-sort')"),
                         "ascending")

    def test_machines_are_tabs_that_arrows_move_between(self):
        self.open(self.all)
        shown = "[...document.querySelectorAll('[role=tabpanel]')].filter(each => each.checkVisibility()).map(each => each.id)"
        self.assertEqual(self.browser.run(shown), ["panel-all"])
        self.browser.run("document.getElementById('tab-all').focus()")
        for panel in ["panel-m0", "panel-m1", "panel-m2", "panel-m3", "panel-all"]:
            self.browser.key("ArrowRight")
            self.assertEqual(self.browser.run(shown), [panel])
            self.assertEqual(self.browser.run("document.activeElement.getAttribute('aria-controls')"), panel)
        self.browser.emulate(media="print")
        self.assertEqual(len(self.browser.run(shown)), 5)

    # How it looks

    def test_light_and_dark_are_readable(self):
        luminance = """(color => {
          const parts = color.match(/[\\d.]+/g).slice(0, 3).map(part => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
        })"""
        for folder, name in self.pages():
            for scheme in ["light", "dark"]:
                self.open(folder, name)
                self.browser.emulate(scheme=scheme)
                paper = self.browser.run(f"{luminance}(getComputedStyle(document.body).backgroundColor)")
                self.assertEqual(paper > 0.5, scheme == "light")
                for selector, attribute in [("p", "color"), ("h1", "color"), ("svg text", "fill"), (".soft", "color")]:
                    ink = self.browser.run(
                        f"(each => each ? {luminance}(getComputedStyle(each).{attribute}) : null)"
                        f"(document.querySelector('{selector}'))")
                    if ink is None:
                        continue
                    contrast = (max(ink, paper) + 0.05) / (min(ink, paper) + 0.05)
                    self.assertGreaterEqual(contrast, 4.5, (folder, scheme, selector))

    def test_a_narrow_window_scrolls_tables_and_not_the_page(self):
        for folder, name in self.pages():
            self.open(folder, name, width=390, height=800)
            self.assertLessEqual(self.browser.run("document.documentElement.scrollWidth"), 390, folder)

    def test_a_screen_reader_gets_names_and_structure(self):
        for folder, name in self.pages():
            self.open(folder, name)
            nodes = self.browser.call("Accessibility.getFullAXTree")["nodes"]
            for node in nodes:
                role = node.get("role", {}).get("value")
                if role in ("image", "button", "tab", "searchbox", "columnheader", "rowheader", "tabpanel"):
                    self.assertTrue(node.get("name", {}).get("value") or node["ignored"], (folder, role, node))
            self.assertEqual(self.browser.run("document.querySelectorAll('.scroll:not([aria-label])').length"), 0)
            self.assertEqual(self.browser.run("document.querySelectorAll('h1').length"), 1)
            self.assertEqual(self.browser.run("document.documentElement.lang"), "en")
            self.assertEqual(self.browser.run("document.querySelectorAll('th:not([scope])').length"), 0)
            ids = self.browser.run("[...document.querySelectorAll('[id]')].map(each => each.id)")
            self.assertEqual(len(ids), len(set(ids)))


if __name__ == "__main__":
    STONNE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
