"""stonne's pruning rules, stated again in numpy, on the weights of a model's Conv, Gemm and MatMul nodes."""

from collections.abc import Callable

import numpy as np
import onnx
from onnx import numpy_helper

# A weight as a matrix of output features by reduction depth, for each matrix of a stack, and back.
Layout = tuple[Callable[[np.ndarray], np.ndarray], Callable[[np.ndarray, tuple], np.ndarray]]

AS_ROWS: Layout = (lambda w: w.reshape(1, w.shape[0], -1), lambda m, shape: m.reshape(shape))
AS_COLUMNS: Layout = (
    lambda w: w.reshape(-1, *w.shape[-2:]).swapaxes(1, 2),
    lambda m, shape: m.swapaxes(1, 2).reshape(shape),
)


def magnitude(weights: list[np.ndarray], ratio: float) -> None:
    """Of n elements those smaller than the one of rank floor(n * ratio); ties with it stay; 1 clears all."""
    for weight in weights:
        weight[np.abs(weight) < threshold(np.abs(weight).ravel(), ratio)] = 0


def global_magnitude(weights: list[np.ndarray], ratio: float) -> None:
    """The rule of `magnitude` over all layers together."""
    pivot = threshold(np.concatenate([np.abs(weight).ravel() for weight in weights]), ratio)
    for weight in weights:
        weight[np.abs(weight) < pivot] = 0


def fine_grained(kept: int, group: int):
    """Of every `group` consecutive weights along the reduction the `kept` largest stay, the first among equals."""

    def prune(weights: list[np.ndarray], ratio: float) -> None:
        for weight in weights:
            for row in weight.reshape(-1, weight.shape[2]):
                for start in range(0, len(row), group):
                    part = row[start : start + group]
                    part[np.argsort(-np.abs(part), kind="stable")[kept:]] = 0

    return prune


def blocks(rows: int, columns: int):
    """Blocks of features by depth, those of smallest mean magnitude, by the rank rule of `magnitude`."""

    def prune(weights: list[np.ndarray], ratio: float) -> None:
        for weight in weights:
            height, width = min(rows, weight.shape[1]), min(columns or weight.shape[2], weight.shape[2])
            parts = [
                matrix[row : row + height, column : column + width]
                for matrix in weight
                for row in range(0, weight.shape[1], height)
                for column in range(0, weight.shape[2], width)
            ]
            # One addition after the other, as stonne adds: a pairwise sum may order near-ties differently.
            scores = np.array([np.cumsum(np.abs(part, dtype=np.float64))[-1] / part.size for part in parts])
            pivot = threshold(scores, ratio)
            for part, score in zip(parts, scores):
                if score < pivot:
                    part[:] = 0

    return prune


METHODS = {
    "magnitude": magnitude,
    "global": global_magnitude,
    "2:4": fine_grained(2, 4),
    "block:4x4": blocks(4, 4),
    "channel": blocks(1, 0),
}


def threshold(values: np.ndarray, ratio: float) -> float:
    if ratio == 1:
        return np.inf
    return np.sort(values)[int(len(values) * ratio)]


def pruned(model: onnx.ModelProto, method: str, ratio: float) -> onnx.ModelProto:
    """The model with its weights pruned; initializers that other nodes use as well keep their values there."""
    model = onnx.ModelProto.FromString(model.SerializeToString())
    initializers = {tensor.name: tensor for tensor in model.graph.initializer}
    found = [(node, *weight) for node in model.graph.node if (weight := weight_of(node, initializers))]
    arrays = [numpy_helper.to_array(initializers[node.input[index]]) for node, index, _ in found]
    matrices = [np.array(to(array), order="C") for array, (_, _, (to, _)) in zip(arrays, found)]
    METHODS[method](matrices, ratio)
    for number, (array, matrix, (node, index, (_, back))) in enumerate(zip(arrays, matrices, found)):
        name = f"{node.input[index]} (pruned {number})"
        model.graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(back(matrix, array.shape)), name))
        node.input[index] = name
    return model


def weight_of(node: onnx.NodeProto, initializers: dict) -> tuple[int, Layout] | None:
    """Which input of a node is its weight, and how that is a matrix."""
    if node.op_type not in ("Conv", "Gemm", "MatMul") or node.input[1] not in initializers:
        return None
    transposed = any(attribute.name == "transB" and attribute.i for attribute in node.attribute)
    return 1, AS_ROWS if node.op_type == "Conv" or transposed else AS_COLUMNS
