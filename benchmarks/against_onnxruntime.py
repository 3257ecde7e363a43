#!/usr/bin/env python3
"""Times whole networks on simulated machines against onnxruntime on the processor, in turns in one run.

    models/python benchmarks/against_onnxruntime.py STONNE [--models NAME ...] [--machines FILE ...]
                                                    [--sparsity RATIO] [--repeats N] [--threads N]

stonne's time is that of its whole process: from the start over opening and pruning the model to the report, with
all outputs. onnxruntime's is that of one run of the session that is ready. Both use the same threads and inputs;
medians count.
"""

import argparse
import math
import statistics
import subprocess
import sys
import time
from pathlib import Path

import onnx
import onnxruntime

ROOT = Path(__file__).resolve().parent.parent
LARGE = ROOT / "models" / "large"
MODELS = ["alexnet", "mobilenet_v2", "resnet50", "ssd_mobilenet_v1_300_raw", "minilm_l6", "bert_base_128"]
MACHINES = ["sigma_256mses_128_bw", "magma_128mses_128_bw"]


def session(folder: Path, threads: int):
    """onnxruntime's run of a model on the inputs that lie beside it, as a function."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    ready = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
    feeds = {}
    for index, value in enumerate(ready.get_inputs()):
        tensor = onnx.TensorProto()
        tensor.ParseFromString((folder / "test_data_set_0" / f"input_{index}.pb").read_bytes())
        feeds[value.name] = onnx.numpy_helper.to_array(tensor)
    return lambda: ready.run(None, feeds)


def seconds(work) -> float:
    start = time.monotonic()
    work()
    return time.monotonic() - start


def compare(options, name: str) -> list[float]:
    """Prints the times of a model, and gives its ratio on each machine."""
    folder = LARGE / name
    native = session(folder, options.threads)
    command = [options.stonne, "run", str(folder / "model.onnx"), "--inputs", str(folder / "test_data_set_0")]
    command += ["--threads", str(options.threads), "--format", "json", "--quiet"]
    if options.sparsity is not None:
        command += ["--sparsity", str(options.sparsity)]
    native()
    own, theirs = {machine: [] for machine in options.machines}, []
    for _ in range(options.repeats):
        theirs += [seconds(native) for _ in range(3)]
        for machine in options.machines:
            run = [*command, "--hw", machine]
            own[machine].append(seconds(lambda: subprocess.run(run, check=True, capture_output=True)))
    base = statistics.median(theirs)
    ratios = []
    for machine, times in own.items():
        median = statistics.median(times)
        ratios.append(median / base)
        print(
            f"| {name} | {Path(machine).stem} | {1e3 * base:.1f} | {1e3 * median:,.0f} "
            f"({1e3 * min(times):,.0f} to {1e3 * max(times):,.0f}) | {ratios[-1]:.1f} |", flush=True)
    return ratios


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("stonne")
    options.add_argument("--models", nargs="+", default=MODELS)
    shipped = [str(ROOT / "simulation_files" / f"{machine}.cfg") for machine in MACHINES]
    options.add_argument("--machines", nargs="+", default=shipped)
    options.add_argument("--sparsity", type=float)
    options.add_argument("--repeats", type=int, default=3)
    options.add_argument("--threads", type=int, default=2)
    options = options.parse_args()
    print("| model | machine | onnxruntime ms | stonne ms | ratio |\n|---|---|---|---|---|")
    ratios = [compare(options, name) for name in options.models]
    for machine, column in zip(options.machines, zip(*ratios)):
        mean = math.exp(sum(map(math.log, column)) / len(column))
        print(f"| geometric mean | {Path(machine).stem} | | | {mean:.1f} |")


if __name__ == "__main__":
    main()
