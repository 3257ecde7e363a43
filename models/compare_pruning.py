"""Holds `stonne accuracy` against onnxruntime, sample by sample, on weights that numpy pruned.

    models/python models/compare_pruning.py STONNE

The shipped LeNet on its 1,000 held-out digits from 0 to 95 %, and, where `make models` has made it, MobileNetV2
with its ImageNet weights on photographs from 0 to 60 %, by every pruning method. A sample may come out
differently only where onnxruntime's two largest scores are as good as equal.
"""

import csv
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx

import photographs
from pruning_rules import METHODS, pruned
from test_data import reference_session

ROOT = Path(__file__).resolve().parent.parent
LENET_RATIOS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1]
PHOTOGRAPH_RATIOS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
# Scores that are nearer than this, as a share of the largest, may change places by rounding.
TIE = 1e-5


def predictions(stonne: str, model: Path, images: np.ndarray, labels: np.ndarray, ratios: list) -> dict:
    """Classes that stonne says, by method and ratio."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data.npz"
        np.savez(data, images=images, labels=labels)
        command = [stonne, "accuracy", str(model), "--data", str(data), "--out", folder, "--quiet"]
        command += ["--sparsity", ",".join(map(str, ratios)), "--prune", ",".join(METHODS)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        rows = list(csv.DictReader(open(Path(folder) / "predictions.csv")))
    columns = [column for column in rows[0] if column not in ("sample", "label")]
    return {column: np.array([int(row[column]) for row in rows]) for column in columns}


def compare(stonne: str, model: Path, images: np.ndarray, labels: np.ndarray, ratios: list, classes: list) -> int:
    """Prints a line a method and ratio; the number of samples that differ.

    `classes` has, for each sample, the classes that count as right.
    """
    dense, different = onnx.load(model), 0
    for column, found in predictions(stonne, model, images, labels, ratios).items():
        method, ratio = column.split(" ")
        session = reference_session(pruned(dense, method, float(ratio)).SerializeToString())
        scores = session.run(None, {session.get_inputs()[0].name: images})[0]
        expected = scores.argmax(axis=1)
        ordered = np.sort(scores, axis=1)
        tied = ordered[:, -1] - ordered[:, -2] <= TIE * np.abs(scores).max(axis=1)
        wrong = (found != expected) & ~tied
        different += int(wrong.sum())
        right = [np.mean([said in allowed for said, allowed in zip(who, classes)]) for who in (found, expected)]
        name = model.stem if model.stem != "model" else model.parent.name
        print(f"{name:12}  {method:10}  {ratio:>5}  {100 * right[0]:6.1f}  {100 * right[1]:6.1f}  "
              f"{(found != expected).sum():9}  {(tied & (found != expected)).sum():6}", flush=True)
    return different


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print("model         method      ratio  ours %   ort %  different  (tied)")
    digits = np.load(ROOT / "models" / "lenet5_digits.npz")
    images, labels = digits["images"], digits["labels"]
    different = compare(
        sys.argv[1], ROOT / "models" / "lenet5.onnx", images, labels, LENET_RATIOS, [[label] for label in labels]
    )
    mobilenet = ROOT / "models" / "large" / "mobilenet_v2" / "model.onnx"
    if mobilenet.exists():
        classes = [classes for *_, classes in photographs.PHOTOGRAPHS]
        labels = np.array([allowed[0] for allowed in classes])
        images = photographs.imagenet_samples()
        different += compare(sys.argv[1], mobilenet, images, labels, PHOTOGRAPH_RATIOS, classes)
    else:
        print(f"{mobilenet} is not there: `make models` makes it")
    print(f"{different} samples differ")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
