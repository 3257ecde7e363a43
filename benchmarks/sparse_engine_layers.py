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
import sys
import tempfile
from pathlib import Path

import numpy as np
from onnx import save

from one_node import fastest, flags_of, geometric_mean, is_fast_enough, network
from single_layers import SPARSE_LAYERS

LIBC = ctypes.CDLL("libc.so.6")


def operand(rows: int, columns: int, sparsity: int) -> np.ndarray:
    """STONNE's random matrix: `rand() % 100 <= sparsity` is a zero, else a whole number up to 10."""
    values = [0 if LIBC.rand() % 100 <= sparsity else LIBC.rand() % 10 + 1 for _ in range(rows * columns)]
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
    LIBC.srand(1)
    left = operand(int(flags["M"]), int(flags["K"]), int(flags["MK_sparsity"]))
    right = operand(int(flags["K"]), int(flags["N"]), int(flags["KN_sparsity"]))
    layer, value = model(flags, left, right)
    save(layer, folder / "layer.onnx")
    np.savez(folder / "input.npz", x=value)
    (folder / "machine.cfg").write_text(machine(flags))
    command = [stonne, "run", str(folder / "layer.onnx"), "--hw", str(folder / "machine.cfg"), "--threads", "2"]
    command += ["--inputs", str(folder / "input.npz"), "--format", "json", "--quiet"]
    if flags.get("optimize") == "1":
        command.append("--optimize")
    return fastest(command)


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
    print(f"| geometric mean | | | | {geometric_mean(ratios):,.0f} |")
    sys.exit(1 if differs or not is_fast_enough(ratios) else 0)


if __name__ == "__main__":
    main()
