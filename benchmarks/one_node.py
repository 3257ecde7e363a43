"""A single layer as a network of one node, and the time that stonne states for the node."""

import json
import math
import subprocess

import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper

REPEATS = 5


def flags_of(text: str) -> dict[str, str]:
    """The flags of a layer in STONNE's command line, by name."""
    return dict(flag.lstrip("-").split("=") for flag in text.split()[1:])


def network(operator: str, shape, weight: np.ndarray, **attributes) -> ModelProto:
    """One node, `layer`, of an input x and constant weights."""
    node = helper.make_node(operator, ["x", "w"], ["y"], "layer", **attributes)
    graph = helper.make_graph(
        [node], "layer", [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)], [numpy_helper.from_array(weight, "w")])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)


def fastest(command: list[str]) -> tuple[int, float]:
    """The cycles of the node, and its seconds in the fastest of several runs."""
    cycles, seconds = 0, math.inf
    for _ in range(REPEATS):
        layer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["layers"][0]
        cycles, seconds = layer["cycles"], min(seconds, layer["wall_seconds"])
    return cycles, seconds
