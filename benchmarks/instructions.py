#!/usr/bin/env python3
"""Counts the instructions of five fixed runs under callgrind, and holds them against the stored counts.

    benchmarks/instructions.py STONNE [--store]

A count is the same on any machine, however busy: the runs have one thread, make no use of the clock, and take the
kernels and the C library's functions that every x86-64 processor has. The exit code is 1 where a run takes more than
SLACK above its stored count; what takes less is worth storing (--store). Counts belong to a compiler: with another
one, store them anew. Needs valgrind, objcopy and Python alone.
"""

import argparse
import json
import os
import random
import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STORED = ROOT / "benchmarks" / "instructions.json"
SLACK = 0.03

MACHINES = ROOT / "simulation_files"
NETWORK = ["--threads", "1", "--no-timings", "--quiet", "--format", "json"]
PRODUCT = ["run", "product.onnx", *NETWORK]
RUNS = {
    "dense layer": "-CONV -R=3 -S=3 -C=32 -K=32 -X=16 -Y=16 -T_R=3 -T_S=3 -T_C=1 -T_K=4 -num_ms=64 -dn_bw=16"
    " -rn_bw=16 -accumulation_buffer=1 -print_stats=0".split(),
    "SIGMA layer": [*PRODUCT, "--sparsity", "0.8", "--hw", str(MACHINES / "sigma_256mses_128_bw.cfg")],
    "MAGMA layer": [*PRODUCT, "--sparsity", "0.8", "--hw", str(MACHINES / "magma_128mses_128_bw.cfg")],
    "mesh layer": [*PRODUCT, "--hw", str(MACHINES / "tpu_16_16_pes.cfg")],
    "LeNet": ["run", str(ROOT / "models" / "lenet5.onnx"), "--hw", str(MACHINES / "maeri_256mses_128_bw.cfg"), *NETWORK],
}
# No instruction set that some processors lack, and no hash seed of its own.
ENVIRONMENT = {
    "STONNE_KERNELS": "base",
    "SWIFT_DETERMINISTIC_HASHING": "1",
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-AVX,-AVX512F,-AVX512VL,-ERMS,-FSRM,-SSSE3,-SSE4_1,-SSE4_2,-BMI2,-MOVBE,-LZCNT"
    ":glibc.cpu.x86_non_temporal_threshold=0xc0000:glibc.cpu.x86_rep_movsb_threshold=0x1000000",
}


def field(number: int, content: bytes | int) -> bytes:
    """A field of a protocol buffer: a whole number, or bytes with their length."""
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    return varint(number << 3 | 2) + varint(len(content)) + content


def varint(value: int) -> bytes:
    return bytes([value]) if value < 128 else bytes([value & 127 | 128]) + varint(value >> 7)


def product(rows: int, depth: int, columns: int) -> bytes:
    """An ONNX file with one MatMul, y = x w, of random weights."""
    def value(name: bytes, *shape: int) -> bytes:
        extents = b"".join(field(1, field(1, extent)) for extent in shape)
        return field(1, name) + field(2, field(1, field(1, 1) + field(2, extents)))

    source = random.Random(1)
    weights = [source.uniform(-1, 1) for _ in range(depth * columns)]
    node = field(1, b"x") + field(1, b"w") + field(2, b"y") + field(3, b"product") + field(4, b"MatMul")
    weight = field(1, depth) + field(1, columns) + field(2, 1) + field(8, b"w")
    weight += field(9, struct.pack(f"<{len(weights)}f", *weights))
    graph = field(1, node) + field(2, b"product") + field(5, weight)
    graph += field(11, value(b"x", rows, depth)) + field(12, value(b"y", rows, columns))
    return field(1, 8) + field(7, graph) + field(8, field(1, b"") + field(2, 13))


def counts(stonne: str) -> dict[str, int]:
    """Instructions of each run."""
    with tempfile.TemporaryDirectory() as folder:
        # Valgrind does not read Swift's debug information.
        program = Path(folder) / "stonne"
        subprocess.run(["objcopy", "--strip-debug", stonne, program], check=True)
        (Path(folder) / "product.onnx").write_bytes(product(48, 768, 256))
        return {name: count([program, *arguments], folder) for name, arguments in RUNS.items()}


def count(command: list, folder: str) -> int:
    watched = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *map(str, command)]
    result = subprocess.run(watched, cwd=folder, env=os.environ | ENVIRONMENT, capture_output=True, text=True)
    collected = re.search(r"Collected : (\d+)", result.stderr)
    if result.returncode != 0 or not collected:
        sys.exit(f"{' '.join(watched)}: exit {result.returncode}\n{result.stderr}")
    return int(collected[1])


def compiler() -> str:
    version = subprocess.run(["swift", "--version"], capture_output=True, text=True)
    return (version.stdout or version.stderr).split("\n")[0].strip()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("stonne", type=os.path.abspath)
    options.add_argument("--store", action="store_true", help="make the counts of now the stored ones")
    options = options.parse_args()
    stored = json.loads(STORED.read_text()) if STORED.exists() else {"compiler": compiler(), "instructions": {}}
    found = counts(options.stonne)
    fails = False
    for name, instructions in found.items():
        before = stored["instructions"].get(name)
        change = instructions / before - 1 if before else 0
        verdict = "new" if before is None else f"{change:+.2%}"
        if change > SLACK:
            verdict += f", FAILED: more than {SLACK:.0%} above what is stored"
            fails = not options.store
        elif change < -SLACK:
            verdict += ", worth storing: make bench-instructions STORE=1"
        print(f"{name:12} {instructions:>13,}  {verdict}", flush=True)
    if options.store:
        STORED.write_text(json.dumps({"compiler": compiler(), "instructions": found}, indent=2) + "\n")
    elif stored["compiler"] != compiler():
        print(f"Stored counts are of {stored['compiler']}, these of {compiler()}.")
    sys.exit(1 if fails else 0)


if __name__ == "__main__":
    main()
