#!/usr/bin/env python3
"""Fuzzes every parser with libFuzzer, an equal share of the time each, then replays all corpora under the
address sanitizer.

    Tests/Fuzz/fuzz.py [--seconds 60] [--only model,npz] [--replay]

A corpus (Tests/Fuzz/.build/corpora/PARSER) starts with the repository's own files of the parser's kind and those
in Tests/Fuzz/Seeds, and keeps what reached something new. A finding is left in Tests/Fuzz/.build/findings; run
it again with `PARSER=name .build/debug/FuzzParsers FILE`. Exits with 1 where there is a finding.
"""

import argparse
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import time

PACKAGE = pathlib.Path(__file__).resolve().parent
ROOT = PACKAGE.parent.parent
CORPORA = PACKAGE / ".build" / "corpora"
FINDINGS = PACKAGE / ".build" / "findings"

MODELS = ["Tests/Acceptance/Fixtures/**/*.onnx", "models/lenet5.onnx"]
TILES = ["tiles/**/*.txt"]
MACHINES = ["simulation_files/*.cfg"]
ARRAYS = "Tests/TensorFilesTests/Fixtures/"
# By parser: the repository's files that its corpus starts with, and the longest input.
PARSERS = {
    "model": (MODELS, 8192),
    "shapes": (MODELS, 8192),
    "plan": (MODELS, 8192),
    "onnx": (MODELS, 8192),
    "annotation": (MODELS, 8192),
    "tensor": (["Tests/Acceptance/Fixtures/Operators/*/test_data_set_0/*.pb"], 4096),
    "value": ([], 4096),
    "numpy": ([ARRAYS + "*.npy"], 2048),
    "npz": ([ARRAYS + "*.npz"], 4096),
    "gzip": ([ARRAYS + "*.gz"], 2048),
    "idx": ([], 1024),
    "settings": (MACHINES + TILES, 4096),
    "hardware": (MACHINES, 4096),
    "tile": (TILES, 2048),
    "counters": ([], 4096),
    "energy": (["simulation_files/energy_table.txt"], 4096),
    "sparsity": ([], 2048),
    "cache": ([], 4096),
    "run": ([], 8192),
    "sweep": (["benchmarks/sweeps/*.toml", "Tests/Slurm/*.toml"], 2048),
    "rows": ([], 2048),
    "flags": ([], 2048),
}


def main() -> int:
    arguments = parse_arguments()
    parsers = arguments.only.split(",") if arguments.only else list(PARSERS)
    for parser in parsers:
        if parser not in PARSERS:
            sys.exit(f"{parser} is no parser; there are {', '.join(PARSERS)}")
        seed(parser)
    FINDINGS.mkdir(parents=True, exist_ok=True)
    found = 0
    if not arguments.replay:
        build(".build", ["fuzzer"])
        share = max(1, arguments.seconds // len(parsers))
        print(f"{'parser':10}{'seconds':>9}{'inputs':>12}{'a second':>10}{'corpus':>8}{'reached':>9}  findings")
        for parser in parsers:
            found += fuzz(parser, share)
    build(".build-address", ["fuzzer", "address"])
    for parser in parsers:
        found += replay(parser)
    print("no finding" if found == 0 else f"{found} findings in {FINDINGS}")
    return 1 if found else 0


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60, help="of fuzzing, over all parsers")
    parser.add_argument("--only", help="names of parsers, with commas between them")
    parser.add_argument("--replay", action="store_true", help="only replay the corpora")
    return parser.parse_args()


def build(folder: str, sanitizers: list[str]):
    """Debug: a release build merges comparisons, and so hides them from libFuzzer."""
    command = ["swift", "build", "--scratch-path", str(PACKAGE / folder)]
    command += [f"--sanitize={name}" for name in sanitizers]
    done = subprocess.run(command, cwd=PACKAGE, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit("\n".join(line for line in (done.stdout + done.stderr).splitlines() if "error" in line))


def seed(parser: str):
    corpus = CORPORA / parser
    corpus.mkdir(parents=True, exist_ok=True)
    patterns, longest = PARSERS[parser]
    files = [file for pattern in patterns for file in ROOT.glob(pattern)]
    seeds = PACKAGE / "Seeds" / parser
    if seeds.is_dir():
        files += seeds.iterdir()
    for file in files:
        if file.stat().st_size <= longest:
            shutil.copyfile(file, corpus / re.sub(r"[^A-Za-z0-9._-]", "_", str(file.relative_to(ROOT))))


def run(parser: str, folder: str, options: list[str]) -> tuple[str, int]:
    """What libFuzzer printed, and how many findings it left."""
    before = set(FINDINGS.iterdir())
    options = [f"-artifact_prefix={FINDINGS}/{parser}-", f"-max_len={PARSERS[parser][1]}", *options]
    done = start(parser, folder, "-timeout=20", "-rss_limit_mb=4096", *options, CORPORA / parser)
    log = done.stderr.decode(errors="replace")
    for finding in set(FINDINGS.iterdir()) - before:
        if "-slow-unit-" in finding.name and seconds_alone(parser, folder, finding) < 1:
            finding.unlink()
    found = len(set(FINDINGS.iterdir()) - before)
    if done.returncode != 0:
        found = max(found, 1)
        (FINDINGS / f"{parser}.log").write_text(log)
    return log, found


def start(parser: str, folder: str, *arguments) -> subprocess.CompletedProcess:
    command = [PACKAGE / folder / "debug" / "FuzzParsers", *arguments]
    environment = dict(os.environ, PARSER=parser, SWIFT_BACKTRACE="enable=no")
    return subprocess.run(list(map(str, command)), env=environment, capture_output=True)


def seconds_alone(parser: str, folder: str, file: pathlib.Path) -> float:
    """Of a processor, for one input: libFuzzer's clock also counts what a busy machine does meanwhile."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    start(parser, folder, file)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def fuzz(parser: str, seconds: int) -> int:
    """Goes on behind a finding until the time is up."""
    end = time.monotonic() + seconds
    inputs = found = 0
    while (left := int(end - time.monotonic())) > 0 or inputs == 0:
        log, findings = run(parser, ".build", [f"-max_total_time={max(left, 1)}", "-report_slow_units=1"])
        inputs += last_number(r"^#(\d+)", log)
        found += findings
        if findings == 0 or found > 20:
            break
    reached = last_number(r"ft: (\d+)", log)
    corpus = len(list((CORPORA / parser).iterdir()))
    print(f"{parser:10}{seconds:9}{inputs:12}{inputs // max(seconds, 1):10}{corpus:8}{reached:9}  {found or ''}", flush=True)
    return found


def replay(parser: str) -> int:
    log, found = run(parser, ".build-address", ["-runs=0"])
    print(f"{parser:10} replayed under the address sanitizer: {'no finding' if found == 0 else 'FINDING'}", flush=True)
    return found


def last_number(pattern: str, text: str) -> int:
    return int((re.findall(pattern, text, re.M) or ["0"])[-1])


if __name__ == "__main__":
    sys.exit(main())
