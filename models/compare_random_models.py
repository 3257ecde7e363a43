"""Compares stonne with onnxruntime on random models of 5 to 50 nodes over the operators that stonne has.

    models/python models/compare_random_models.py STONNE [--count N] [--first SEED] [--keep FOLDER]

Every model has to give onnxruntime's outputs, or to be refused with exit code 65 and one line that says why. How far
two sound results may lie apart is measured: each model is evaluated again with every node's results rounded another
way. Every second model runs on a simulated machine as well. A model that differs is kept for a closer look.
"""

import argparse
import collections
import multiprocessing
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx

from fixtures.random_graph import quiet_session
from fixtures.random_nodes import random_graph

ROOT = Path(__file__).resolve().parent.parent
MACHINES = ["maeri_128mses_64_bw", "sigma_64mses_64_bw", "magma_128mses_128_bw", "tpu_16_16_pes"]
# Beyond what rounding may do: relative to the largest of an output, by type.
TOLERANCE = {np.dtype(np.float16): 4e-3, np.dtype(np.float32): 1e-4, np.dtype(np.float64): 1e-5}


def main() -> int:
    arguments = parse_arguments()
    outcomes, reasons, operators = collections.Counter(), collections.Counter(), collections.Counter()
    seed = arguments.first - 1
    # Another model takes the place of each that onnxruntime does not run.
    while sum(outcomes.values()) - outcomes["left out"] < arguments.count:
        seed += 1
        outcome, reason, used = in_a_process(judge, arguments.stonne, seed, Path(arguments.keep))
        outcomes[outcome] += 1
        operators.update(used)
        if outcome == "refused":
            reasons[generalised(reason)] += 1
        elif outcome != "equal":
            print(f"seed {seed}: {outcome}: {reason}", flush=True)
    for reason, count in reasons.most_common():
        print(f"refused {count} times: {reason}")
    print(f"{sum(operators.values())} nodes of {len(operators)} operators")
    print(", ".join(f"{outcomes[name]} {name}" for name in ("equal", "refused", "different", "failed", "left out")))
    return 1 if outcomes["different"] + outcomes["failed"] else 0


def in_a_process(task, *arguments):
    """What the task returns: in a process of its own, since onnxruntime ends some by a signal."""
    reader, writer = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=lambda: writer.send(task(*arguments)))
    process.start()
    writer.close()
    try:
        return reader.recv()
    except EOFError:
        process.join()
        return "left out", f"onnxruntime ended by signal {-(process.exitcode or 0)}", []
    finally:
        process.join()


def judge(stonne: str, seed: int, keep: Path) -> tuple[str, str, list[str]]:
    """How a seed's model compares, why, and the operators that it has."""
    graph = random_graph(seed)
    with tempfile.TemporaryDirectory() as folder:
        outcome, reason = compare(stonne, graph, seed, Path(folder))
        if outcome in ("different", "failed"):
            shutil.copytree(folder, keep / str(seed), dirs_exist_ok=True)
    return outcome, reason, [node.op_type for node in graph.nodes]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stonne")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--keep", default=str(ROOT / "models" / "large" / "differing"))
    return parser.parse_args()


def compare(stonne: str, graph, seed: int, folder: Path) -> tuple[str, str]:
    """One of equal, refused, different, failed, left out; and why."""
    names = graph.output_names()
    model = graph.model(names)
    onnx.save(model, folder / "model.onnx")
    np.savez(folder / "inputs.npz", **graph.feeds)
    try:
        expected = quiet_session(model.SerializeToString()).run(names, graph.feeds)
        spread = rounding_spread(graph, names, expected, 4)
    except Exception as error:  # onnxruntime raises types of its own, one a reason
        return "left out", f"onnxruntime: {error}"
    machines = [None, MACHINES[seed // 2 % 4]] if seed % 2 else [None]
    for machine in machines:
        options = ["--hw", str(ROOT / "simulation_files" / f"{machine}.cfg")] if machine else []
        outcome, reason = run(stonne, folder, options)
        if outcome != "ran":
            return outcome, reason
        results = dict(np.load(folder / "out" / "outputs.npz"))
        reason = difference(names, expected, spread, results)
        if reason is not None:
            # Seldom rounded values tip over another way once only: look again, closer.
            reason = difference(names, expected, rounding_spread(graph, names, expected, 40), results)
        if reason is not None:
            return "different", f"{machine or 'reference'}: {reason}"
    return "equal", ""


def run(stonne: str, folder: Path, options: list[str]) -> tuple[str, str]:
    shutil.rmtree(folder / "out", ignore_errors=True)
    command = [stonne, "run", str(folder / "model.onnx"), "--inputs", str(folder / "inputs.npz"), "--quiet"]
    command += ["--no-timings", "--out", str(folder / "out"), *options]
    try:
        finished = subprocess.run(command, capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        return "failed", "it does not end"
    lines = finished.stderr.strip().splitlines()
    if finished.returncode == 0:
        return "ran", ""
    is_refusal = finished.returncode == 65 and lines and lines[0].startswith("stonne: error: ")
    return ("refused", lines[0]) if is_refusal else ("failed", f"exit {finished.returncode} {lines[:3]}")


def rounding_spread(graph, names, expected, passes: int) -> list[np.ndarray]:
    """How far sound results may lie from the expected ones, element by element; infinite where it is unknown."""
    spread = [np.zeros(value.shape) for value in expected]
    for _ in range(passes):
        try:
            others = graph.with_rounding(names)
        except Exception:  # a shape that depends on rounded values
            return [np.full(value.shape, np.inf) for value in expected]
        for index, other in enumerate(others):
            if other.shape != spread[index].shape:
                spread[index] = np.full(spread[index].shape, np.inf)
                continue
            with np.errstate(all="ignore"):
                apart = np.abs(other.astype(np.float64) - expected[index].astype(np.float64))
            changed = np.isfinite(other.astype(np.float64)) != np.isfinite(expected[index].astype(np.float64))
            spread[index] = np.maximum(spread[index], np.where(changed, np.inf, np.nan_to_num(apart, nan=0)))
    return spread


def difference(names, expected, spread, results) -> str | None:
    for name, wanted, apart in zip(names, expected, spread):
        found = results.get(name)
        if np.isinf(apart).all() and apart.size:
            continue
        if found is None:
            return f"output {name} is missing"
        if found.dtype != wanted.dtype or found.shape != wanted.shape:
            return f"output {name} is {found.dtype}{found.shape}, not {wanted.dtype}{wanted.shape}"
        reason = element_difference(found, wanted, apart)
        if reason is not None:
            return f"output {name} {wanted.dtype}{wanted.shape}: {reason}"
    return None


def element_difference(found, wanted, apart) -> str | None:
    a, b = found.astype(np.float64), wanted.astype(np.float64)
    finite = np.isfinite(b) & np.isfinite(a)
    scale = np.abs(b[np.isfinite(b)]).max(initial=0)
    allowed = 20 * apart + TOLERANCE.get(wanted.dtype, 0) * max(scale, 1e-2)
    with np.errstate(all="ignore"):
        is_equal = np.where(finite, np.abs(a - b) <= allowed, (a == b) | (np.isnan(a) & np.isnan(b)) | np.isinf(apart))
    if is_equal.all():
        return None
    place = tuple(int(i) for i in np.argwhere(~is_equal)[0])
    return f"{int((~is_equal).sum())} elements differ, {list(place)} is {found[place]} for {wanted[place]}"


def generalised(reason: str) -> str:
    """A message without what belongs to one model, for counting."""
    return re.sub(r"/\S*/model.onnx", "model", re.sub(r"_?\d+", "N", reason))[:160]


if __name__ == "__main__":
    sys.exit(main())
