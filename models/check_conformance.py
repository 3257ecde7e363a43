"""Runs ONNX's backend test suite on stonne's reference executor.

    models/python models/check_conformance.py STONNE

The suite is the one that the pinned onnx package brings along; Tests/Conformance/not_passing.tsv lists the cases
that do not pass, and why. Prints what differs from the list and the totals of the suite's folders; the exit code is
stonne's: 0 where nothing differs.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import onnx

SUITE = Path(onnx.__file__).parent / "backend" / "test" / "data"
EXCEPTIONS = Path(__file__).parent.parent / "Tests" / "Conformance" / "not_passing.tsv"
OUTCOMES = ["passed", "failed", "skipped"]


def main(stonne: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "cases.json"
        command = [stonne, "conformance", SUITE, "--exceptions", EXCEPTIONS, "--json", report, "--quiet"]
        finished = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        if not report.exists():
            return finished.returncode or 1
        print(finished.stdout, end="")
        cases = json.loads(report.read_text())["cases"]

    totals = Counter()
    for case in cases:
        kind = Path(case["model"]).relative_to(SUITE).parts[0]
        totals[kind, case["outcome"]] += 1
        totals["all", case["outcome"]] += 1
    print(f"{'onnx ' + onnx.__version__:20}" + "".join(f"{outcome:>9}" for outcome in OUTCOMES))
    for kind in [*sorted({kind for kind, _ in totals} - {"all"}), "all"]:
        print(f"{kind:20}" + "".join(f"{totals[kind, outcome]:9}" for outcome in OUTCOMES))
    return finished.returncode


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
