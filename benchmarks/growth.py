#!/usr/bin/env python3
"""How time and memory grow: cycles 10 times as many, layers 10 times as many, multipliers 4 times as many.

    models/python benchmarks/growth.py STONNE

Networks of random weights on a machine of each controller, pruned to 80 % on the sparse ones. Seconds are of the
whole process, the fastest of three, on two threads; memory is its largest resident set. An exponent e says that time
grows as size ** e, by least squares of the logarithms: below 1 what does not grow counts most.
"""

import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper, save

from tables import exponent, run_part, table

REPEATS = 3
WIDTH = 256


def machine(controller: str, multipliers: int) -> str:
    """A hardware file; a mesh has as many elements as the others have multipliers."""
    side = math.isqrt(multipliers)
    array = f'type = "LINEAR"\nms_size = {multipliers}'
    reduction, bandwidth = "ASNETWORK", (multipliers // 2, multipliers // 2)
    if controller == "TPU_OS_DENSE":
        array = f'type = "OS_MESH"\nms_rows = {side}\nms_cols = {side}'
        reduction, bandwidth = "TEMPORALRN", (2 * side, multipliers)
    buffer = 0 if controller == "SIGMA_SPARSE_GEMM" else 1
    return (
        f'[MSNetwork]\n{array}\n[ReduceNetwork]\ntype = "{reduction}"\naccumulation_buffer_enabled = {buffer}\n'
        f'[SDMemory]\ndn_bw = {bandwidth[0]}\nrn_bw = {bandwidth[1]}\ncontroller_type = "{controller}"\n')


def products(rows: int, layers: int) -> ModelProto:
    """Products of `rows` rows one after the other, no two of one shape, so that none is timed for another."""
    random = np.random.default_rng(1)
    widths = [WIDTH + layer % 2 * (layer + 1) // 2 for layer in range(layers + 1)]
    nodes, weights = [], []
    for layer in range(layers):
        shape = widths[layer:layer + 2]
        weights.append(numpy_helper.from_array(random.standard_normal(shape, dtype=np.float32), f"w{layer}"))
        nodes.append(helper.make_node("MatMul", [f"x{layer}", f"w{layer}"], [f"x{layer + 1}"], f"product {layer}"))
    graph = helper.make_graph(
        nodes, "products", [helper.make_tensor_value_info("x0", TensorProto.FLOAT, [rows, WIDTH])],
        [helper.make_tensor_value_info(f"x{layers}", TensorProto.FLOAT, None)], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)


# Runs its arguments and says what they took. A process that starts another hands it its own largest resident set,
# so that this one, without numpy and onnx, stands in between.
WATCH = """
import os, sys, time
start = time.monotonic()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(process, 0)
print(time.monotonic() - start, 1024 * usage.ru_maxrss, file=sys.stderr)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def run(command: list[str]) -> tuple[int, float, int]:
    """Cycles, seconds and peak bytes of the fastest run."""
    best = None
    for _ in range(REPEATS):
        process = subprocess.run(
            [sys.executable, "-I", "-S", "-c", WATCH, *command], capture_output=True, text=True, check=True)
        seconds, peak = process.stderr.split()[-2:]
        if best is None or float(seconds) < best[1]:
            best = (json.loads(process.stdout)["totals"]["cycles"], float(seconds), int(peak))
    return best


# What grows, and the sizes as (size, rows, layers, multipliers).
GROWTHS = {
    "cycles x10": [(rows, rows, 4, 256) for rows in (64, 640, 6400)],
    "layers x10": [(layers, 64, layers, 256) for layers in (4, 40, 400)],
    "multipliers x4": [(count, 256, 8, count) for count in (64, 256, 1024)],
}
CONTROLLERS = ["MAERI_DENSE_WORKLOAD", "TPU_OS_DENSE", "SIGMA_SPARSE_GEMM", "MAGMA_SPARSE_DENSE"]


def measure(stonne: str) -> list[dict]:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        network, hardware = Path(folder) / "network.onnx", Path(folder) / "machine.cfg"
        command = [stonne, "run", str(network), "--hw", str(hardware), "--threads", "2", "--format", "json", "--quiet"]
        for what, sizes in GROWTHS.items():
            for controller in CONTROLLERS:
                pruning = ["--sparsity", "0.8"] if "SPARSE" in controller else []
                points = []
                for size, inputs, layers, multipliers in sizes:
                    save(products(inputs, layers), network)
                    hardware.write_text(machine(controller, multipliers))
                    cycles, seconds, memory = run([*command, *pruning])
                    points.append({"size": size, "cycles": cycles, "seconds": seconds, "peak_bytes": memory})
                rows.append({"what": what, "controller": controller, "points": points})
    return rows


def text(rows: list[dict]) -> str:
    lines = []
    for row in rows:
        points = row["points"]

        def each(key: str, form: str, scale: float = 1) -> str:
            return ", ".join(f"{scale * point[key]:{form}}" for point in points)

        sizes = [point["cycles" if row["what"].startswith("cycles") else "size"] for point in points]
        lines.append(
            [row["what"], row["controller"], each("size", ","), each("cycles", ","), each("seconds", ",.0f", 1e3),
             f"{exponent(sizes, [point['seconds'] for point in points]):.2f}", each("peak_bytes", ",.0f", 1e-6),
             f"{exponent(sizes, [point['peak_bytes'] for point in points]):.2f}"])
    return table(["growth", "controller", "sizes", "cycles", "ms", "exponent", "peak MB", "exponent"], lines)


if __name__ == "__main__":
    run_part(__doc__, measure, text)
