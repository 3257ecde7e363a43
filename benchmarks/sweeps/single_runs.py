#!/usr/bin/env python3
"""Times a sweep against single runs of its points, and the same sweep while it is killed again and again.

    benchmarks/sweeps/single_runs.py STONNE SPEC.toml [--samples N] [--kills N]

Every Nth point is run by itself with `stonne run`, one after the other with as many threads; their mean stands for
all, and their cycles have to be the sweep's. The killed sweep has to give the table of the undisturbed one. Axes may
be model, hardware, sparsity and the settings of hardware files that are numbers.
"""

import argparse
import csv
import json
import pathlib
import random
import re
import subprocess
import tempfile
import time


def run(command):
    """The seconds that a command takes."""
    start = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - start


def single_run(stonne, spec, row, folder):
    """The seconds of a point that is run by itself."""
    machine = (spec.parent / row["hardware"]).read_text()
    for key in ("ms_size", "dn_bw", "rn_bw"):
        if key in row:
            machine = re.sub(rf"{key} *= *\d+", f"{key} = {row[key]}", machine)
    hardware = folder / "machine.cfg"
    hardware.write_text(machine)
    command = [stonne, "run", spec.parent / row["model"], "--hw", hardware, "--sparsity", row.get("sparsity", "0")]
    start = time.monotonic()
    result = subprocess.run(
        command + ["--quiet", "--no-timings", "--format", "json"], check=True, stdout=subprocess.PIPE)
    seconds = time.monotonic() - start
    if json.loads(result.stdout)["totals"]["cycles"] != int(row["cycles"]):
        raise SystemExit(f"a run by itself has other cycles: {row}")
    return seconds


def table(folder):
    """The rows of a sweep without the clock."""
    rows = list(csv.DictReader((folder / "sweep.csv").open()))
    for row in rows:
        del row["wall_seconds"]
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stonne")
    parser.add_argument("spec")
    parser.add_argument("--samples", type=int, default=20)
    parser.add_argument("--kills", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        sweep = [options.stonne, "sweep", options.spec, "--quiet", "--out"]
        whole = run(sweep + [folder / "whole"])
        expected = table(folder / "whole")
        print(f"{len(expected)} points in {whole:.1f} s", flush=True)

        step = max(len(expected) // options.samples, 1)
        # Half a step on, so that no axis has the same value in all samples.
        samples = expected[step // 2::step]
        times = [single_run(options.stonne, pathlib.Path(options.spec), row, folder) for row in samples]
        single = sum(times) / len(times) * len(expected)
        print(f"single runs: {single:.1f} s by {len(times)} of them, {single / whole:.1f} times as long", flush=True)

        random.seed(1)
        for kill in range(options.kills):
            process = subprocess.Popen(sweep + [folder / "killed"], stdout=subprocess.DEVNULL)
            try:
                process.wait(whole / (options.kills + 2) * random.uniform(0.5, 1.5))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        rest = run(sweep + [folder / "killed"])
        if table(folder / "killed") != expected:
            raise SystemExit("killed: the table differs from that of the undisturbed sweep")
        print(f"killed {options.kills} times: the same table, {rest:.1f} s after the last", flush=True)


if __name__ == "__main__":
    main()
