#!/usr/bin/env python3
"""Times the engine on single dense layers of full size: operands in memory to counters in memory.

    models/python benchmarks/engine_layers.py STONNE

Each dense layer of stonne_layers.json becomes a network of one node on a machine and with a tile of its own. Engine
seconds are the node's `wall_seconds`: of a run with `--timing-only`, cycles and all counters; of a full run,
the outputs in hardware order besides. The fastest of five runs counts. The exit code is 1 where cycles differ
from STONNE's, or a layer is less than 1,000 times as fast, or their geometric mean less than 5,000.
"""

import tempfile
from pathlib import Path

import numpy as np
from onnx import save

from one_node import fastest, flags_of, network
from tables import geometric_mean, is_fast_enough, recorded_layers, run_part, stonne_seconds, table

SIZES = ["R", "S", "C", "K", "G", "N", "X'", "Y'"]


def model(flags: dict[str, str], is_convolution: bool):
    """A network of one Conv or MatMul node with random weights."""
    random = np.random.default_rng(1)
    size = {name: int(value) for name, value in flags.items() if value.isdigit()}
    if is_convolution:
        groups = size.get("G", 1)
        shape = [1, size["C"], size["X"], size["Y"]]
        weight = random.standard_normal((size["K"], size["C"] // groups, size["R"], size["S"])).astype(np.float32)
        return network("Conv", shape, weight, group=groups)
    weight = random.standard_normal((size["K"], size["N"])).astype(np.float32)
    return network("MatMul", [size["M"], size["K"]], weight)


def machine(flags: dict[str, str]) -> str:
    reduction = flags.get("rn_type", "ASNETWORK")
    buffer = flags.get("accumulation_buffer", "0")
    return (
        f'[MSNetwork]\ntype = "LINEAR"\nms_size = {flags["num_ms"]}\n'
        f'[ReduceNetwork]\ntype = "{reduction}"\naccumulation_buffer_enabled = {buffer}\n'
        f'[SDMemory]\ndn_bw = {flags["dn_bw"]}\nrn_bw = {flags["rn_bw"]}\ncontroller_type = "MAERI_DENSE_WORKLOAD"\n'
    )


def tile(flags: dict[str, str], is_convolution: bool) -> str:
    if is_convolution:
        values = {f"T_{size}": flags.get(f"T_{size}".replace("'", "_"), 1) for size in SIZES}
    else:
        # Rows of A are a fully connected layer's batch, columns of B its outputs.
        values = {"T_N": flags["T_M"], "T_K": flags["T_N"], "T_S": flags["T_K"]}
    lines = [f'tile_type = "{"CONV" if is_convolution else "FC"}"', *(f"{key} = {size}" for key, size in values.items())]
    return "\n".join(lines) + "\n"


def measure(stonne: str) -> list[dict]:
    return [layer_times(stonne, layer) for layer in recorded_layers(("CONV", "DenseGEMM"))]


def layer_times(stonne: str, layer: dict) -> dict:
    flags, is_convolution = flags_of(layer["flags"]), layer["flags"].startswith("-CONV")
    with tempfile.TemporaryDirectory() as folder:
        files = {part: Path(folder) / part for part in ("layer.onnx", "machine.cfg", "tile.txt")}
        save(model(flags, is_convolution), files["layer.onnx"])
        files["machine.cfg"].write_text(machine(flags))
        files["tile.txt"].write_text(tile(flags, is_convolution))
        command = [stonne, "run", str(files["layer.onnx"]), "--hw", str(files["machine.cfg"])]
        command += ["--tiles", str(files["tile.txt"]), "--threads", "2", "--format", "json", "--quiet"]
        cycles, counters = fastest([*command, "--timing-only"])
        _, outputs = fastest(command)
    return {
        "name": layer["name"], "cycles": cycles, "is_right": cycles == layer["cycles"], "counters_seconds": counters,
        "outputs_seconds": outputs, "stonne_seconds": layer["seconds"], "extrapolated": layer["extrapolated"]}


def ratios(rows: list[dict]) -> list[float]:
    return [row["stonne_seconds"] / row["counters_seconds"] for row in rows]


def text(rows: list[dict]) -> str:
    titles = ["layer", "cycles", "STONNE s", "counters ms", "times faster", "and outputs ms", "times faster"]
    lines = [
        [row["name"], f"{row['cycles']:,}{'' if row['is_right'] else ' (not those of STONNE)'}", stonne_seconds(row),
         f"{1e3 * row['counters_seconds']:.2f}", f"{ratio:,.0f}", f"{1e3 * row['outputs_seconds']:.1f}",
         f"{row['stonne_seconds'] / row['outputs_seconds']:,.0f}"]
        for row, ratio in zip(rows, ratios(rows))]
    means = f"\nGeometric mean {geometric_mean(ratios(rows)):,.0f} times, least {min(ratios(rows)):,.0f}.\n"
    return table(titles, lines) + means


def holds(rows: list[dict]) -> bool:
    return all(row["is_right"] for row in rows) and is_fast_enough(ratios(rows))


if __name__ == "__main__":
    run_part(__doc__, measure, text, holds)
