"""Compares stonne with onnxruntime on random Conv, Gemm and MatMul nodes, on every controller.

    models/python models/compare_random.py STONNE [--count N] [--first SEED]

A case that differs is left in models/large/differing for a closer look.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import onnx

from fixtures.random_operators import random_case
from test_data import write_data_set

ROOT = Path(__file__).resolve().parent.parent
MACHINES = ["maeri_128mses_64_bw", "sigma_64mses_64_bw", "magma_128mses_128_bw", "tpu_16_16_pes"]


def failure(stonne: str, model: Path) -> str | None:
    """What went wrong on the first machine that differs, or None."""
    data = model.parent / "test_data_set_0"
    command = [stonne, "run", str(model), "--inputs", str(data), "--expect", str(data), "--check", "--quiet"]
    for machine in [None, *MACHINES]:
        options = [] if machine is None else ["--hw", str(ROOT / "simulation_files" / f"{machine}.cfg")]
        finished = subprocess.run(command + options, capture_output=True, text=True, timeout=120)
        if finished.returncode != 0:
            return f"{machine or 'reference'}: exit {finished.returncode} {finished.stderr.strip()}"
    return None


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("stonne")
    options.add_argument("--count", type=int, default=100)
    options.add_argument("--first", type=int, default=1)
    arguments = options.parse_args()

    differing = 0
    for seed in range(arguments.first, arguments.first + arguments.count):
        case = random_case(seed)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.onnx"
            onnx.save(case.model(), path)
            write_data_set(path, 0, case.feeds)
            problem = failure(arguments.stonne, path)
            if problem is not None:
                differing += 1
                (node,) = case.nodes
                print(f"seed {seed}, {node.op_type}: {problem}", flush=True)
                kept = ROOT / "models" / "large" / "differing" / str(seed)
                shutil.copytree(folder, kept, dirs_exist_ok=True)
    print(f"{arguments.count - differing} passed, {differing} failed")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
