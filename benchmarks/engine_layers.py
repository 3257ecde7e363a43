#!/usr/bin/env python3
"""Times the engine on single dense layers of full size: operands in memory to counters in memory.

    models/python benchmarks/engine_layers.py STONNE

Each layer of single_layers.py becomes a network of one node on a machine and with a tile of its own. Engine
seconds are the node's `wall_seconds`: of a run with `--timing-only`, cycles and all counters; of a full run,
the outputs in hardware order besides. The fastest of five runs counts. The exit code is 1 where cycles differ
from STONNE's, or a layer is less than 1,000 times as fast, or their geometric mean less than 5,000.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np
from onnx import save

from one_node import fastest, flags_of, geometric_mean, is_fast_enough, network
from single_layers import LAYERS

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


def main() -> None:
    stonne = sys.argv[1]
    ratios, is_right = [], True
    print("| layer | cycles | STONNE s | counters ms | times faster | and outputs ms | times faster |")
    print("|---|---|---|---|---|---|---|")
    for name, text, expected, recorded, extrapolated in LAYERS:
        flags, is_convolution = flags_of(text), text.startswith("-CONV")
        with tempfile.TemporaryDirectory() as folder:
            files = {part: Path(folder) / part for part in ("layer.onnx", "machine.cfg", "tile.txt")}
            save(model(flags, is_convolution), files["layer.onnx"])
            files["machine.cfg"].write_text(machine(flags))
            files["tile.txt"].write_text(tile(flags, is_convolution))
            command = [stonne, "run", str(files["layer.onnx"]), "--hw", str(files["machine.cfg"])]
            command += ["--tiles", str(files["tile.txt"]), "--threads", "2", "--format", "json", "--quiet"]
            cycles, counters = fastest([*command, "--timing-only"])
            _, outputs = fastest(command)
        is_right = is_right and cycles == expected
        ratios.append(recorded / counters)
        about = "~" if extrapolated else ""
        print(
            f"| {name} | {cycles:,} | {about}{recorded} | {1000 * counters:.2f} | {recorded / counters:,.0f} "
            f"| {1000 * outputs:.1f} | {recorded / outputs:,.0f} |", flush=True)
    print(f"\ngeometric mean {geometric_mean(ratios):,.0f} times, least {min(ratios):,.0f}")
    sys.exit(0 if is_right and is_fast_enough(ratios) else 1)


if __name__ == "__main__":
    main()
