#!/usr/bin/env python3
"""Times whole networks on simulated machines against onnxruntime on the processor, in turns in one run.

    models/python benchmarks/against_onnxruntime.py STONNE [--models NAME ...] [--machines FILE ...]
                                                    [--sparsity RATIO] [--repeats N] [--threads N]

stonne's time is that of its whole process: from the start over opening and pruning the model to the report, with
all outputs. onnxruntime's is that of one run of the session that is ready. Both use the same threads and inputs;
medians count.
"""

import argparse
import statistics
import subprocess
import time
from pathlib import Path

import onnx
import onnxruntime

from tables import ROOT, geometric_mean, table

LARGE = ROOT / "models" / "large"
MODELS = ["alexnet", "mobilenet_v2", "resnet50", "ssd_mobilenet_v1_300_raw", "minilm_l6", "bert_base_128"]
DENSE = [str(ROOT / "simulation_files" / f"{machine}.cfg") for machine in ("maeri_256mses_128_bw", "tpu_16_16_pes")]
MACHINES = [str(ROOT / "simulation_files" / f"{machine}.cfg") for machine in ("sigma_256mses_128_bw", "magma_128mses_128_bw")]


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


def compare(stonne: str, name: str, machines: list[str], sparsity: float | None, repeats: int, threads: int):
    """The times of a model on each machine, as rows."""
    folder = LARGE / name
    native = session(folder, threads)
    command = [stonne, "run", str(folder / "model.onnx"), "--inputs", str(folder / "test_data_set_0")]
    command += ["--threads", str(threads), "--format", "json", "--quiet"]
    if sparsity is not None:
        command += ["--sparsity", str(sparsity)]
    native()
    own, theirs = {machine: [] for machine in machines}, []
    for _ in range(repeats):
        theirs += [seconds(native) for _ in range(3)]
        for machine in machines:
            run = [*command, "--hw", machine]
            own[machine].append(seconds(lambda: subprocess.run(run, check=True, capture_output=True)))
    return [
        {"model": name, "machine": Path(machine).stem, "sparsity": sparsity or 0, "seconds": statistics.median(times),
         "fastest": min(times), "slowest": max(times), "onnxruntime_seconds": statistics.median(theirs),
         "onnxruntime_fastest": min(theirs), "onnxruntime_slowest": max(theirs)}
        for machine, times in own.items()]


def measure(
    stonne: str, models: list[str] = MODELS, machines: list[str] = MACHINES, sparsity: float | None = None,
    repeats: int = 3, threads: int = 2,
) -> list[dict]:
    """Rows of each model on each machine; models that `make models` did not make are left out."""
    made = [name for name in models if (LARGE / name / "model.onnx").exists()]
    return [row for name in made for row in compare(stonne, name, machines, sparsity, repeats, threads)]


def ratio(row: dict) -> float:
    return row["seconds"] / row["onnxruntime_seconds"]


def text(rows: list[dict]) -> str:
    def spread(middle: float, least: float, most: float) -> str:
        return f"{1e3 * middle:,.1f} ({1e3 * least:,.1f} to {1e3 * most:,.1f})"

    lines = [
        [row["model"], row["machine"], f"{row['sparsity']:.0%}",
         spread(row["onnxruntime_seconds"], row["onnxruntime_fastest"], row["onnxruntime_slowest"]),
         spread(row["seconds"], row["fastest"], row["slowest"]), f"{ratio(row):.1f}"]
        for row in rows]
    for machine in dict.fromkeys(row["machine"] for row in rows):
        mean = geometric_mean([ratio(row) for row in rows if row["machine"] == machine])
        lines.append(["geometric mean", machine, "", "", "", f"{mean:.1f}"])
    return table(["model", "machine", "pruned", "onnxruntime ms", "stonne ms", "ratio"], lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("stonne")
    options.add_argument("--models", nargs="+", default=MODELS)
    options.add_argument("--machines", nargs="+", default=MACHINES)
    options.add_argument("--sparsity", type=float)
    options.add_argument("--repeats", type=int, default=3)
    options.add_argument("--threads", type=int, default=2)
    print(text(measure(**vars(options.parse_args()))))


if __name__ == "__main__":
    main()
