"""Runs every model of models/large on stonne's reference executor and compares it with onnxruntime.

    models/python models/check_models.py STONNE [NAME ...] [--repeats N] [--markdown FILE]

Outputs of every data set are held against onnxruntime's recorded ones (its optimisations off) in the way
that zoo/table.py names. Times are the network's run alone on the first data set and 2 threads: medians
of runs of stonne (`wall_seconds` of all layers) and of onnxruntime (all optimisations on) that take turns. The last
line has the geometric mean of the ratios, and the worst where onnxruntime takes 5 ms or longer. The exit
code is 1 if any output is wrong.
"""

import argparse
import json
import math
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from test_data import read_inputs, read_outputs, reference_session
from zoo.comparing import Boxes, Elementwise, form_fault, largest_errors
from zoo.report import markdown
from zoo.table import MODELS

LARGE = Path(__file__).resolve().parent / "large"
THREADS = 2
LONG_MILLISECONDS = 5


class NotRun(Exception):
    """stonne refused the model or failed on it."""


@dataclass
class Row:
    """What became of one model; `fault` is None where every output is right."""

    name: str
    fault: str | None
    absolute: float = math.nan
    relative: float = math.nan
    ours: float = math.nan  # ms
    theirs: float = math.nan  # ms

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    @property
    def verdict(self) -> str:
        return "right" if self.fault is None else "WRONG"


def check(stonne: str, name: str, repeats: int) -> Row:
    """Compares all data sets of a model, and times the first."""
    data_sets = sorted((LARGE / name).glob("test_data_set_*"))
    row = Row(name, None, 0, 0)
    try:
        for data_set in data_sets:
            outputs, _ = run(stonne, data_set)
            compare(row, outputs, read_outputs(data_set))
        row.ours, row.theirs = times(stonne, data_sets[0], repeats)
    except NotRun as fault:
        row.fault = str(fault)
    return row


def run(stonne: str, data_set: Path) -> tuple[dict[str, np.ndarray], float]:
    """stonne's outputs and the milliseconds that the network took."""
    with tempfile.TemporaryDirectory() as folder:
        command = [stonne, "run", data_set.parent / "model.onnx", "--inputs", data_set, "--out", folder]
        command += ["--format", "json", "--threads", str(THREADS), "--quiet"]
        finished = subprocess.run(command, capture_output=True, text=True)
        if finished.returncode != 0:
            raise NotRun(f"exit {finished.returncode}: {finished.stderr.strip()}")
        with np.load(Path(folder) / "outputs.npz") as archive:
            outputs = dict(archive)
    # The totals count from opening the model, as a session of onnxruntime that is made once does not.
    return outputs, 1000 * sum(layer["wall_seconds"] for layer in json.loads(finished.stdout)["layers"])


def compare(row: Row, ours: dict[str, np.ndarray], theirs: dict[str, np.ndarray]) -> None:
    """Adds one data set's errors to the row, and its fault where there is none yet."""
    way = MODELS[row.name].compare if row.name in MODELS else Elementwise()
    fault = form_fault(ours, theirs, free_lengths=isinstance(way, Boxes)) or way.fault(ours, theirs)
    row.fault = row.fault or fault
    absolute, relative = largest_errors(ours, theirs)
    row.absolute, row.relative = max(row.absolute, absolute), max(row.relative, relative)


def times(stonne: str, data_set: Path, repeats: int) -> tuple[float, float]:
    """Median milliseconds of stonne and of onnxruntime, one run of each in turn."""
    session, inputs = reference_session(str(data_set.parent / "model.onnx"), optimised=True), read_inputs(data_set)
    session.run(None, inputs)
    ours, theirs = [], []
    for _ in range(repeats):
        ours.append(run(stonne, data_set)[1])
        for _ in range(2):  # the first finds cold caches, which stonne's process does not have to count
            start = time.perf_counter()
            session.run(None, inputs)
            last = time.perf_counter() - start
        theirs.append(1000 * last)
    return statistics.median(ours), statistics.median(theirs)


def summary(rows: list[Row]) -> str:
    timed = [row for row in rows if not math.isnan(row.ratio)]
    if not timed:
        return "nothing was timed"
    mean = statistics.geometric_mean(row.ratio for row in timed)
    line = f"geometric mean of {len(timed)} ratios {mean:.2f}"
    long = [row for row in timed if row.theirs >= LONG_MILLISECONDS]
    if long:
        worst = max(long, key=lambda row: row.ratio)
        line += f"; worst from {LONG_MILLISECONDS} ms on: {worst.name}, {worst.ratio:.2f}"
    return line


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("stonne")
    options.add_argument("names", nargs="*", metavar="NAME")
    options.add_argument("--repeats", type=int, default=5)
    options.add_argument("--markdown", type=Path, metavar="FILE", help="write the table as a page, too")
    arguments = options.parse_args()
    made = {path.parent.name for path in LARGE.glob("[!.]*/model.onnx")}
    names = arguments.names or [*(name for name in MODELS if name in made), *sorted(made - MODELS.keys())]
    if not names or not made.issuperset(names):
        sys.exit(f"not in {LARGE}: {', '.join(set(names) - made) or 'any model'}; `make models` makes them")
    print(f"{'model':26} {'':5}  {'abs error':>9}  {'rel error':>9}  {'stonne ms':>9}  {'ort ms':>9}  {'ratio':>6}")
    rows = []
    for name in names:
        row = check(arguments.stonne, name, arguments.repeats)
        rows.append(row)
        print(
            f"{name:26} {row.verdict}  {row.absolute:9.2e}  {row.relative:9.2e}  {row.ours:9.1f}  {row.theirs:9.1f}  "
            f"{row.ratio:6.2f}" + (f"  {row.fault}" if row.fault else ""),
            flush=True,
        )
    wrong = [row.name for row in rows if row.fault]
    missing = [name for name in MODELS if name not in made]
    if missing and not arguments.names:
        print(f"not made, so not checked: {', '.join(missing)}")
    print(summary(rows))
    if arguments.markdown:
        arguments.markdown.write_text(markdown(rows, summary(rows)))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
