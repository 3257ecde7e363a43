#!/usr/bin/env python3
"""Times the engine on single SparseGEMM layers of full size, their outputs in hardware order included.

    models/python benchmarks/sparse_engine_layers.py STONNE

Each SparseGEMM of stonne_layers.json becomes a network of one node with the very operands that STONNE makes up for
it: a 1x1 convolution where A stays on the array, a product where B does. Engine seconds are the node's
`wall_seconds`: from tensors in memory to cycles, counters and outputs in memory, on two threads. The fastest of
five runs counts. The exit code is 1 where cycles differ from STONNE's, a layer is less than 1,000 times as fast
as there, or their geometric mean less than 5,000.
"""

import ctypes
import tempfile
from pathlib import Path

import numpy as np
from onnx import save

from one_node import fastest, flags_of, network
from tables import geometric_mean, is_fast_enough, recorded_layers, run_part, stonne_seconds, table

LIBC = ctypes.CDLL("libc.so.6")


class Random:
    """The numbers of C's rand() after srand(1), out of a state of their own: others of this process call rand(), too."""

    def __init__(self):
        # struct random_data of <stdlib.h>, and the state that rand() has.
        self.data = ctypes.create_string_buffer(64)
        self.state = ctypes.create_string_buffer(128)
        self.number = ctypes.c_int32()
        LIBC.initstate_r(1, self.state, ctypes.c_size_t(len(self.state)), self.data)

    def rand(self) -> int:
        LIBC.random_r(self.data, ctypes.byref(self.number))
        return self.number.value


def operand(random: Random, rows: int, columns: int, sparsity: int) -> np.ndarray:
    """STONNE's random matrix: `rand() % 100 <= sparsity` is a zero, else a whole number up to 10."""
    values = [0 if random.rand() % 100 <= sparsity else random.rand() % 10 + 1 for _ in range(rows * columns)]
    return np.array(values, dtype=np.float32).reshape(rows, columns)


def model(flags: dict[str, str], left: np.ndarray, right: np.ndarray):
    """The network, and its input."""
    if flags["dataflow"] == "MK_STA_KN_STR":
        value = right[None, :, :, None]
        return network("Conv", value.shape, left[:, :, None, None]), value
    return network("MatMul", left.shape, right), left


def machine(flags: dict[str, str]) -> str:
    return (
        f'[MSNetwork]\ntype = "LINEAR"\nms_size = {flags["num_ms"]}\n[ReduceNetwork]\ntype = "ASNETWORK"\n'
        f'[SDMemory]\ndn_bw = {flags["dn_bw"]}\nrn_bw = {flags["rn_bw"]}\ncontroller_type = "SIGMA_SPARSE_GEMM"\n'
    )


def engine(stonne: str, text: str, folder: Path) -> tuple[int, float]:
    """Cycles, and the fewest seconds of the node."""
    flags = flags_of(text)
    random = Random()
    left = operand(random, int(flags["M"]), int(flags["K"]), int(flags["MK_sparsity"]))
    right = operand(random, int(flags["K"]), int(flags["N"]), int(flags["KN_sparsity"]))
    layer, value = model(flags, left, right)
    save(layer, folder / "layer.onnx")
    np.savez(folder / "input.npz", x=value)
    (folder / "machine.cfg").write_text(machine(flags))
    command = [stonne, "run", str(folder / "layer.onnx"), "--hw", str(folder / "machine.cfg"), "--threads", "2"]
    command += ["--inputs", str(folder / "input.npz"), "--format", "json", "--quiet"]
    if flags.get("optimize") == "1":
        command.append("--optimize")
    return fastest(command)


def measure(stonne: str) -> list[dict]:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for layer in recorded_layers(("SparseGEMM",)):
            cycles, seconds = engine(stonne, layer["flags"], Path(folder))
            rows.append(
                {"name": layer["name"], "cycles": cycles, "is_right": cycles == layer["cycles"],
                 "engine_seconds": seconds, "stonne_seconds": layer["seconds"],
                 "extrapolated": layer["extrapolated"]})
    return rows


def ratios(rows: list[dict]) -> list[float]:
    return [row["stonne_seconds"] / row["engine_seconds"] for row in rows]


def text(rows: list[dict]) -> str:
    lines = [
        [row["name"], f"{row['cycles']:,}{'' if row['is_right'] else ' (not those of STONNE)'}",
         f"{1e3 * row['engine_seconds']:.2f}", stonne_seconds(row), f"{ratio:,.0f}"]
        for row, ratio in zip(rows, ratios(rows))]
    means = f"\nGeometric mean {geometric_mean(ratios(rows)):,.0f} times, least {min(ratios(rows)):,.0f}.\n"
    return table(["layer", "cycles", "engine ms", "STONNE s", "times faster"], lines) + means


def holds(rows: list[dict]) -> bool:
    return all(row["is_right"] for row in rows) and is_fast_enough(ratios(rows))


if __name__ == "__main__":
    run_part(__doc__, measure, text, holds)
