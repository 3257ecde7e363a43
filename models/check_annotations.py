"""Holds models that `stonne run --annotate` wrote against their originals.

    models/python models/check_annotations.py STONNE [MODEL.onnx ...]

Each model (without any: the shipped LeNet and, where `make models` has made them, small ones of every kind) is
annotated on a dense machine. The ONNX checker has to accept the copy, onnxruntime has to compute the same bits, and
without the metadata whose keys begin with `stonne.` both have to be the same model.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx

from test_data import read_inputs, reference_session

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ["lenet5.onnx"]
LARGE = ["bert_tiny", "bert_tiny_extdata", "gpt2_tiny_dynamo", "mobilenet_v2_qdq", "silero_vad", "squeezenet1_1"]
MACHINE = ROOT / "simulation_files/maeri_256mses_128_bw.cfg"


def strip(messages) -> int:
    """Takes the metadata of stonne away; how many entries there were."""
    kept = [entry for entry in messages if not entry.key.startswith("stonne.")]
    taken = len(messages) - len(kept)
    del messages[:]
    messages.extend(kept)
    return taken


def values(session, data: Path) -> dict:
    """The inputs of ONNX's test data set, else random ones."""
    if data.exists():
        return read_inputs(data)
    random = np.random.default_rng(1)
    shapes = {value.name: [n if isinstance(n, int) else 1 for n in value.shape] for value in session.get_inputs()}
    return {name: random.random(shape).astype("f4") for name, shape in shapes.items()}


def check(stonne: str, original: Path) -> str:
    """What is wrong with the annotated model; empty where nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        # With its weights, which may be in other files beside it.
        for file in original.parent.iterdir() if original.name == "model.onnx" else [original]:
            if file.is_file():
                shutil.copy(file, folder)
        model, copy = Path(folder) / original.name, Path(folder) / "annotated.onnx"
        command = [stonne, "run", str(model), "--hw", str(MACHINE), "--timing-only", "--annotate", str(copy), "--quiet"]
        data = original.parent / "test_data_set_0"
        if data.exists():
            command += ["--inputs", str(data)]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            return done.stderr.strip()
        onnx.checker.check_model(str(copy))
        before, after = (onnx.load(path, load_external_data=False) for path in (model, copy))
        nodes = sum(strip(node.metadata_props) > 0 for node in after.graph.node)
        if nodes == 0 or strip(after.metadata_props) == 0:
            return "no node carries statistics"
        if before.SerializeToString(deterministic=True) != after.SerializeToString(deterministic=True):
            return "it is another model"
        sessions = [reference_session(str(path)) for path in (model, copy)]
        feeds = values(sessions[0], data)
        outputs = [session.run(None, feeds) for session in sessions]
        if not all(np.array_equal(*pair, equal_nan=True) for pair in zip(*outputs)):
            return "onnxruntime computes something else"
        print(f"{original}: {nodes} of {len(after.graph.node)} nodes carry statistics, the rest is the same")
        return ""


def main() -> int:
    stonne, *paths = sys.argv[1:]
    models = [Path(path) for path in paths]
    if not models:
        models = [ROOT / "models" / name for name in SHIPPED]
        models += [path for name in LARGE if (path := ROOT / "models/large" / name / "model.onnx").exists()]
    wrong = {model: fault for model in models if (fault := check(stonne, model))}
    for model, fault in wrong.items():
        print(f"{model}: {fault}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
