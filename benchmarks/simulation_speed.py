#!/usr/bin/env python3
"""How fast whole networks are simulated: cycles, wall time and simulated cycles a second.

    benchmarks/simulation_speed.py STONNE [--models NAME ...] [--machines FILE ...] [--engine NAME]

Models are those that `make models` made, and the shipped LeNet. Each run is repeated while it is short
and the best time counts; times are stonne's own `wall_seconds`, from opening the model on.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LARGE = ROOT / "models" / "large"
MACHINES = ["maeri_256mses_128_bw", "sigma_256mses_128_bw", "magma_128mses_128_bw", "tpu_16_16_pes"]
REPEATS = 3
LONG_SECONDS = 10


def model_path(name: str) -> Path:
    return ROOT / "models" / "lenet5.onnx" if name == "lenet5" else LARGE / name / "model.onnx"


def simulate(stonne: str, name: str, machine: str, engine: str, threads: int) -> dict | None:
    """The totals of the fastest run, or None after saying why there are none."""
    model = model_path(name)
    command = [stonne, "run", str(model), "--hw", machine, "--engine", engine, "--threads", str(threads)]
    command += ["--format", "json", "--quiet"]
    data = model.parent / "test_data_set_0"
    if data.is_dir():
        command += ["--inputs", str(data)]
    best = None
    for _ in range(REPEATS):
        finished = subprocess.run(command, capture_output=True, text=True)
        if finished.returncode != 0:
            print(f"{name:14} {Path(machine).stem:22} exit {finished.returncode}: {finished.stderr.strip()}")
            return None
        totals = json.loads(finished.stdout)["totals"]
        if best is None or totals["wall_seconds"] < best["wall_seconds"]:
            best = totals
        if totals["wall_seconds"] > LONG_SECONDS:
            break
    return best


def main() -> None:
    made = sorted(path.parent.name for path in LARGE.glob("*/model.onnx"))
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("stonne")
    options.add_argument("--models", nargs="+", default=["lenet5", *made])
    shipped = [str(ROOT / "simulation_files" / f"{machine}.cfg") for machine in MACHINES]
    options.add_argument("--machines", nargs="+", default=shipped)
    options.add_argument("--engine", default="fast", choices=["fast", "stepped"])
    options.add_argument("--threads", type=int, default=2)
    arguments = options.parse_args()

    print(f"{'model':14} {'machine':22} {'cycles':>14} {'MMAC':>9} {'seconds':>9} {'Mcycle/s':>9} {'MMAC/s':>9}")
    complete = True
    for name in arguments.models:
        for machine in arguments.machines:
            totals = simulate(arguments.stonne, name, machine, arguments.engine, arguments.threads)
            if totals is None:
                complete = False
                continue
            seconds, cycles, macs = totals["wall_seconds"], totals["cycles"], totals["macs"]
            print(
                f"{name:14} {Path(machine).stem:22} {cycles:14,} {macs / 1e6:9.1f} {seconds:9.3f} "
                f"{cycles / seconds / 1e6:9.1f} {macs / seconds / 1e6:9.1f}",
                flush=True,
            )
    sys.exit(0 if complete else 1)


if __name__ == "__main__":
    main()
