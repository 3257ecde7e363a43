#!/usr/bin/env python3
"""Times single layers against what STONNE's own simulator took for them.

    benchmarks/single_layers.py STONNE [ENGINE]

Each layer of stonne_layers.json runs through STONNE's command line: the whole process, values and check of the
outputs included; the best of three runs counts. The exit code is 1 where cycles differ from STONNE's.
"""

import re
import subprocess
import sys
import time

from tables import recorded_layers, stonne_seconds, table


def run(stonne: str, flags: str, engine: str) -> tuple[int, float]:
    """Cycles, and seconds of the process."""
    arguments = [stonne, *flags.split(), "-print_stats=0", f"-engine={engine}"]
    start = time.monotonic()
    output = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout
    seconds = time.monotonic() - start
    return int(re.search(r"Number of cycles running: (\d+)", output)[1]), seconds


def measure(stonne: str, engine: str = "fast") -> list[dict]:
    rows = []
    for layer in recorded_layers():
        runs = [run(stonne, layer["flags"], engine) for _ in range(3 if engine == "fast" else 1)]
        cycles, seconds = runs[0][0], min(seconds for _, seconds in runs)
        rows.append(
            {"name": layer["name"], "cycles": cycles, "is_right": cycles == layer["cycles"], "seconds": seconds,
             "stonne_seconds": layer["seconds"], "extrapolated": layer["extrapolated"]})
    return rows


def text(rows: list[dict], engine: str = "fast") -> str:
    lines = [
        [row["name"], f"{row['cycles']:,}{'' if row['is_right'] else ' (not those of STONNE)'}",
         f"{row['seconds']:.3f}", stonne_seconds(row), f"{row['stonne_seconds'] / row['seconds']:,.0f}"]
        for row in rows]
    return table([f"layer ({engine} engine)", "cycles", "seconds", "STONNE s", "times faster"], lines)


def holds(rows: list[dict]) -> bool:
    return all(row["is_right"] for row in rows)


if __name__ == "__main__":
    found = measure(*sys.argv[1:])
    print(text(found, *sys.argv[2:]))
    sys.exit(0 if holds(found) else 1)
