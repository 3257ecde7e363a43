#!/usr/bin/env python3
"""Measures how fast stonne is, and writes docs/speed.md.

    models/python benchmarks/speed.py STONNE [--only PART ...] [--json FILE] [--page FILE]

Parts, each a script of its own as well: `engine` and `sparse` (layers of full size, the engine alone, against STONNE's
recorded time), `commands` (the same layers, whole commands), `dense-networks` and `sparse-networks` (whole networks in
turns with onnxruntime), `growth` (time and memory of larger problems). JSON goes to benchmarks/results (not in git). A
page is written where all parts are measured, or --page asks for it. Compare figures of one run on a quiet machine only.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import time
from pathlib import Path

import onnxruntime

import against_onnxruntime
import engine_layers
import growth
import single_layers
import sparse_engine_layers
from tables import ROOT, RECORDED


def dense_networks(stonne: str) -> list[dict]:
    return against_onnxruntime.measure(stonne, machines=against_onnxruntime.DENSE)


def sparse_networks(stonne: str) -> list[dict]:
    return against_onnxruntime.measure(stonne, sparsity=0.8)


# Title, what measures, what words the result, and what the figures are.
PARTS = {
    "engine": (
        "Dense layers: the engine", engine_layers.measure, engine_layers.text,
        "Operands in memory to all counters in memory, and to outputs in hardware order as well; fastest of five."),
    "sparse": (
        "Sparse layers: the engine", sparse_engine_layers.measure, sparse_engine_layers.text,
        "Tensors in memory to cycles, counters and outputs in memory; fastest of five."),
    "commands": (
        "Layers: whole commands", single_layers.measure, single_layers.text,
        "STONNE's own command line: values made up and outputs checked besides; fastest of three."),
    "dense-networks": (
        "Networks on dense machines", dense_networks, against_onnxruntime.text,
        "The whole process, from its start over opening the model to the report, against a run of an onnxruntime "
        "session that is ready; in turns, two threads each; medians, with the fastest and the slowest."),
    "sparse-networks": (
        "Networks on sparse machines", sparse_networks, against_onnxruntime.text,
        "The same, with the weights pruned to 80 % in the process."),
    "growth": (
        "Growth", growth.measure, growth.text,
        "Products of random matrices (benchmarks/growth.py); the whole process, fastest of three. Exponents are of "
        "time and memory by size, by cycles in the first rows."),
}


def machine() -> dict:
    """What the figures depend on."""
    def output(*command: str) -> str:
        return subprocess.run(command, capture_output=True, text=True, cwd=ROOT).stdout.strip()

    cpu = Path("/proc/cpuinfo").read_text()
    flags = set(re.search(r"^flags\s*: (.*)$", cpu, re.MULTILINE)[1].split())
    sets = [name for name, flag in (("AVX-512", "avx512f"), ("AVX2", "avx2"), ("SSE4.2", "sse4_2")) if flag in flags]
    return {
        "cpu": re.search(r"model name\s*: (.*)", cpu)[1], "cores": os.cpu_count(), "isa": sets[0] if sets else "SSE2",
        "system": platform.platform(), "compiler": output("swift", "--version").split("\n")[0],
        "commit": output("git", "describe", "--always", "--dirty", "--abbrev=12"),
        "onnxruntime": onnxruntime.__version__, "load": os.getloadavg()[0], "date": time.strftime("%Y-%m-%d")}


def page(document: dict) -> str:
    machine = document["machine"]
    text = (
        "# Speed\n\n"
        f"Written by `make bench` on {machine['date']}: {machine['cores']} cores of an {machine['cpu']} ({machine['isa']}), "
        f"{machine['compiler']}, onnxruntime {machine['onnxruntime']}, commit {machine['commit']}, load average "
        f"{machine['load']:.1f} at the start. Compare only figures of one page.\n\n"
        f"STONNE's figures are recorded ([benchmarks/stonne_layers.json](../benchmarks/stonne_layers.json)). "
        f"{json.loads(RECORDED.read_text())['source']} `~` marks extrapolated ones.\n")
    for name, rows in document["parts"].items():
        title, _, words, what = PARTS[name]
        text += f"\n## {title}\n\n{what} (`{name}`)\n\n{words(rows)}"
    return text


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("stonne", type=os.path.abspath)
    options.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART")
    options.add_argument("--json", type=Path, default=ROOT / "benchmarks" / "results" / "speed.json")
    options.add_argument("--page", type=Path)
    options = options.parse_args()
    document = {"machine": machine(), "parts": {}}
    for name in options.only:
        title, measure, words, _ = PARTS[name]
        document["parts"][name] = measure(options.stonne)
        print(f"## {title}\n\n{words(document['parts'][name])}", flush=True)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(document, indent=2) + "\n")
    if options.page or options.only == list(PARTS):
        (options.page or ROOT / "docs" / "speed.md").write_text(page(document))


if __name__ == "__main__":
    main()
