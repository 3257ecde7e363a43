"""Runs every model of models/large on stonne's reference executor and compares it with onnxruntime.

    models/python models/check_models.py STONNE [NAME ...]

Outputs are held against the recorded ones with stonne's own tolerances. Times are the network's run
alone, best of several on 2 threads: stonne's `wall_seconds`, and onnxruntime with all optimisations.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

from test_data import read_inputs, reference_session

LARGE = Path(__file__).resolve().parent / "large"
REPEATS = 5


def check(stonne: str, data_set: Path) -> bool:
    """Prints one row for one data set; whether its outputs are right."""
    model = data_set.parent / "model.onnx"
    command = [stonne, "run", model, "--inputs", data_set, "--expect", data_set]
    command += ["--format", "json", "--threads", "2", "--no-progress"]
    ours, report = float("inf"), None
    for _ in range(REPEATS):
        finished = subprocess.run(command, capture_output=True, text=True)
        if finished.returncode not in (0, 1):
            print(f"{row_name(data_set)}  exit {finished.returncode}: {finished.stderr.strip()}", flush=True)
            return False
        report = json.loads(finished.stdout)
        ours = min(ours, report["totals"]["wall_seconds"])
    theirs = onnxruntime_seconds(model, data_set)
    passed = finished.returncode == 0
    print(
        f"{row_name(data_set)}  {'right' if passed else 'WRONG':5}  {report['expect']['max_abs_error']:9.2e}  "
        f"{1000 * ours:9.1f}  {1000 * theirs:9.1f}  {ours / theirs:6.2f}",
        flush=True,
    )
    return passed


def onnxruntime_seconds(model: Path, data_set: Path) -> float:
    session = reference_session(str(model), optimised=True)
    inputs = read_inputs(data_set)
    best = float("inf")
    for _ in range(REPEATS + 1):
        start = time.perf_counter()
        session.run(None, inputs)
        best = min(best, time.perf_counter() - start)
    return best


def row_name(data_set: Path) -> str:
    return f"{data_set.parent.name + ' ' + data_set.name.removeprefix('test_data_'):24}"


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    names = sys.argv[2:] or ["*"]
    data_sets = [path for name in names for path in sorted(LARGE.glob(f"{name}/test_data_set_*"))]
    if not data_sets:
        sys.exit(f"no models in {LARGE}: `make models` makes them")
    print(f"{'model':24}  {'':5}  {'max error':>9}  {'stonne ms':>9}  {'ort ms':>9}  {'ratio':>6}")
    right = [check(sys.argv[1], data_set) for data_set in data_sets]
    sys.exit(0 if all(right) else 1)


if __name__ == "__main__":
    main()
