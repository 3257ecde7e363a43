#!/usr/bin/env python3
"""Runs the networks of benchmarks/networks on every architecture and writes docs/benchmarks.md.

    benchmarks/network_runs.py STONNE [MANIFEST ...] [--out FILE]

A manifest names a model, its inputs, hardware files, sparsities and, for MAERI, tile files by layer. Every run
is held against the reference executor on the same pruned weights (--check). The exit code is 1 if one fails.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

import network_tables

ROOT = Path(__file__).resolve().parent.parent
MANIFESTS = ROOT / "benchmarks" / "networks"


@dataclass
class NetworkRun:
    """A network on one machine at one sparsity."""

    network: str
    machine: str
    sparsity: float
    report: dict
    """What stonne says of it (docs/commands.md)."""
    peak_bytes: int
    """Of the process, which ran several machines one after the other."""


def runs_of(stonne: str, manifest: dict) -> list[NetworkRun]:
    """All runs of a manifest: a process a sparsity, and one for the machines that have tile files."""
    tiled = [machine for machine in manifest["hardware"] if "tiles" in manifest and "maeri" in machine]
    plain = [machine for machine in manifest["hardware"] if machine not in tiled]
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        for layer, file in manifest.get("tiles", {}).items():
            shutil.copy(ROOT / file, Path(folder) / (re.sub(r"[^A-Za-z0-9._-]", "_", layer) + ".txt"))
        for sparsity in manifest["sparsity"]:
            for machines, options in ((tiled, ["--tiles", folder]), (plain, [])):
                if machines:
                    runs += simulated(stonne, manifest, machines, sparsity, options)
    return runs


def simulated(stonne: str, manifest: dict, machines: list[str], sparsity: float, options: list[str]):
    command = [stonne, "run", manifest["model"], "--inputs", manifest["inputs"], "--sparsity", str(sparsity)]
    command += ["--check", "--format", "json", "--no-progress", *options]
    for machine in machines:
        command += ["--hw", machine]
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(command, stdout=output, cwd=ROOT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            sys.exit(f"{' '.join(command)}: exit {process.returncode}")
        output.seek(0)
        document = json.load(output)
    for report in document.get("runs", [document]):
        machine = Path(report["hardware"]["path"]).stem
        check = report["check"]
        print(
            f"{manifest['name']:16} {machine:22} {sparsity:4} {report['totals']['cycles']:>13,} "
            f"{report['totals']['wall_seconds']:7.2f} s  {check['max_rel_error']:.1e} "
            f"{'passed' if check['passed'] else 'FAILED'}",
            flush=True,
        )
        yield NetworkRun(manifest["name"], machine, sparsity, report, usage.ru_maxrss * 1024)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("stonne", type=os.path.abspath)
    options.add_argument("manifests", nargs="*", type=Path, default=sorted(MANIFESTS.glob("*.toml")))
    options.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    arguments = options.parse_args()

    manifests = [tomllib.loads(path.read_text()) for path in arguments.manifests]
    missing = [manifest["model"] for manifest in manifests if not (ROOT / manifest["model"]).exists()]
    if missing:
        sys.exit(f"`make models` makes what is missing: {', '.join(missing)}")
    runs = [run for manifest in manifests for run in runs_of(arguments.stonne, manifest)]
    arguments.out.write_text(network_tables.page(runs))
    sys.exit(0 if all(run.report["check"]["passed"] for run in runs) else 1)


if __name__ == "__main__":
    main()
