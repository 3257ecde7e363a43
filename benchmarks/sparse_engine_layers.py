#!/usr/bin/env python3
"""Times the engine on single SparseGEMM layers of full size, their outputs in hardware order included.

    models/python benchmarks/sparse_engine_layers.py STONNE

Each SparseGEMM of single_layers.py becomes a network of one node with the very operands that STONNE makes up for
it: a 1x1 convolution where A stays on the array, a product where B does. Engine seconds are the node's
`wall_seconds`: from tensors in memory to cycles, counters and outputs in memory, on two threads. The fastest of
five runs counts. The exit code is 1 where cycles differ from STONNE's, a layer is less than 1,000 times as fast
as there, or their geometric mean less than 5,000.
"""

import ctypes
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save

from single_layers import SPARSE_LAYERS

REPEATS = 5
LIBC = ctypes.CDLL("libc.so.6")


def operand(rows: int, columns: int, sparsity: int) -> np.ndarray:
    """STONNE's random matrix: `rand() % 100 <= sparsity` is a zero, else a whole number up to 10."""
    values = [0 if LIBC.rand() % 100 <= sparsity else LIBC.rand() % 10 + 1 for _ in range(rows * columns)]
    return np.array(values, dtype=np.float32).reshape(rows, columns)


def model(flags: dict[str, str], left: np.ndarray, right: np.ndarray):
    """The network, and its input."""
    if flags["dataflow"] == "MK_STA_KN_STR":
        weight, value = left[:, :, None, None], right[None, :, :, None]
        node = helper.make_node("Conv", ["x", "w"], ["y"], "layer")
    else:
        weight, value = right, left
        node = helper.make_node("MatMul", ["x", "w"], ["y"], "layer")
    graph = helper.make_graph(
        [node], "layer", [helper.make_tensor_value_info("x", TensorProto.FLOAT, value.shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)], [numpy_helper.from_array(weight, "w")])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), value


def machine(flags: dict[str, str]) -> str:
    return (
        f'[MSNetwork]\ntype = "LINEAR"\nms_size = {flags["num_ms"]}\n[ReduceNetwork]\ntype = "ASNETWORK"\n'
        f'[SDMemory]\ndn_bw = {flags["dn_bw"]}\nrn_bw = {flags["rn_bw"]}\ncontroller_type = "SIGMA_SPARSE_GEMM"\n'
    )


def engine(stonne: str, text: str, folder: Path) -> tuple[int, float]:
    """Cycles, and the fewest seconds of the node."""
    flags = dict(flag.lstrip("-").split("=") for flag in text.split()[1:])
    LIBC.srand(1)
    left = operand(int(flags["M"]), int(flags["K"]), int(flags["MK_sparsity"]))
    right = operand(int(flags["K"]), int(flags["N"]), int(flags["KN_sparsity"]))
    network, value = model(flags, left, right)
    save(network, folder / "layer.onnx")
    np.savez(folder / "input.npz", x=value)
    (folder / "machine.cfg").write_text(machine(flags))
    command = [stonne, "run", str(folder / "layer.onnx"), "--hw", str(folder / "machine.cfg"), "--threads", "2"]
    command += ["--inputs", str(folder / "input.npz"), "--format", "json", "--quiet"]
    if flags.get("optimize") == "1":
        command.append("--optimize")
    cycles, seconds = 0, math.inf
    for _ in range(REPEATS):
        result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        cycles, seconds = result["totals"]["cycles"], min(seconds, result["layers"][0]["wall_seconds"])
    return cycles, seconds


def main() -> None:
    stonne = sys.argv[1]
    print("| layer | cycles | engine ms | STONNE s | times faster |")
    print("|---|---|---|---|---|")
    ratios, differs = [], False
    with tempfile.TemporaryDirectory() as folder:
        for name, flags, expected, recorded, extrapolated in SPARSE_LAYERS:
            cycles, seconds = engine(stonne, flags, Path(folder))
            differs = differs or cycles != expected
            ratios.append(recorded / seconds)
            mark = "" if cycles == expected else f" (STONNE {expected:,})"
            about = "~" if extrapolated else ""
            print(
                f"| {name} | {cycles:,}{mark} | {1e3 * seconds:.2f} | {about}{recorded} | {ratios[-1]:,.0f} |",
                flush=True)
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
    print(f"| geometric mean | | | | {mean:,.0f} |")
    sys.exit(1 if differs or mean < 5_000 or min(ratios) < 1_000 else 0)


main()
