"""What the benchmarks share: recorded figures of STONNE, means, Markdown tables, and the command line of a part."""

import argparse
import json
import math
import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECORDED = ROOT / "benchmarks" / "stonne_layers.json"


def recorded_layers(operations: tuple[str, ...] = ("CONV", "DenseGEMM", "SparseGEMM")) -> list[dict]:
    """The layers that STONNE was timed on: name, flags, cycles, seconds, and whether those are extrapolated."""
    layers = json.loads(RECORDED.read_text())["layers"]
    return [layer for layer in layers if layer["flags"].split()[0].lstrip("-") in operations]


def geometric_mean(ratios: list[float]) -> float:
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def is_fast_enough(ratios: list[float]) -> bool:
    """No layer less than 1,000 times as fast as in STONNE, and 5,000 times in the geometric mean."""
    return geometric_mean(ratios) >= 5_000 and min(ratios) >= 1_000


def exponent(sizes: list[float], values: list[float]) -> float:
    """The e for which values grow as sizes ** e, by least squares of the logarithms."""
    return statistics.linear_regression([math.log(size) for size in sizes], [math.log(value) for value in values]).slope


def table(titles: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    return "".join(f"| {' | '.join(cells)} |\n" for cells in [titles, ["---"] * len(titles), *rows])


def stonne_seconds(row: dict) -> str:
    """STONNE's time for a layer, with a mark where it is extrapolated."""
    return f"{'~' if row['extrapolated'] else ''}{row['stonne_seconds']}"


def run_part(description: str, measure, text, holds=lambda rows: True) -> None:
    """A part's own command line: measures, prints its table, and exits with 1 where something does not hold."""
    options = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("stonne")
    rows = measure(options.parse_args().stonne)
    print(text(rows))
    sys.exit(0 if holds(rows) else 1)
