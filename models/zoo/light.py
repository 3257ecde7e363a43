"""The networks of ONNX's "light" backend tests, with weights that make them worth comparing.

As shipped in the onnx package, their weights are made inside the graph as one constant, so that every
output is one repeated number and a wrong operator goes unseen. Here each weight becomes a seeded
random initialiser: convolutions and matrices scaled after He et al. 2015, batch normalisation with the
statistics that its input really has, and a last layer scaled so that a softmax stays away from 0 and 1.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from test_data import reference_session, write_data_set

LIGHT = Path(onnx.__file__).parent / "backend" / "test" / "data" / "light"
LOGITS_DEVIATION = 2.0
RESHAPING = ("Reshape", "Unsqueeze")
# The name of the test and the seed of the weights.
NETWORKS = {
    "light_alexnet": ("bvlc_alexnet", 1),
    "light_squeezenet": ("squeezenet", 2),
    "light_resnet50": ("resnet50", 3),
    "light_densenet121": ("densenet121", 4),
    "light_inception_v1": ("inception_v1", 5),
    "light_shufflenet": ("shufflenet", 6),
}


def make(name: str, folder: Path) -> None:
    model, inputs = randomised(*NETWORKS[name])
    onnx.save(model, folder / "model.onnx")
    write_data_set(folder / "model.onnx", 0, inputs)


def randomised(name: str, seed: int) -> tuple[onnx.ModelProto, dict[str, np.ndarray]]:
    """The light network `name` with random weights, and an input for it."""
    random = np.random.default_rng(seed)
    model = onnx.load(LIGHT / f"light_{name}.onnx")
    constants = pull_out_constants(model.graph)
    weights = {}
    for value, array in constants.items():
        weights[value] = random_weight(random, model.graph, value, array)
    keep_true_inputs(model, constants)
    (image,) = model.graph.input
    shape = [d.dim_value for d in image.type.tensor_type.shape.dim]
    inputs = {image.name: random.standard_normal(shape).astype(np.float32)}
    calibrate_batch_normalisation(model, weights, inputs)
    scale_last_layer(model, weights, inputs)
    return with_weights(model, weights), inputs


def pull_out_constants(graph: onnx.GraphProto) -> dict[str, np.ndarray]:
    """Takes initialisers and ConstantOfShape nodes out of the graph; returns their values."""
    values = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    made = [node for node in graph.node if node.op_type == "ConstantOfShape"]
    for node in made:
        fill = numpy_helper.to_array(node.attribute[0].t)
        values[node.output[0]] = np.full(values[node.input[0]], fill[0])
        graph.node.remove(node)
    del graph.initializer[:]
    used = {name for node in graph.node for name in node.input}
    return {name: value for name, value in values.items() if name in used}


def keep_true_inputs(model: onnx.ModelProto, constants: dict) -> None:
    """Initialisers need no graph input from IR version 4 on; unread inputs go too."""
    used = {name for node in model.graph.node for name in node.input}
    for value in list(model.graph.input):
        if value.name in constants or value.name not in used:
            model.graph.input.remove(value)
    model.ir_version = 4


def random_weight(random, graph, value: str, array: np.ndarray) -> np.ndarray:
    """A weight for the role that `value` plays; shapes and other integers stay what they are."""
    if array.dtype != np.float32:
        return array
    match role_of(graph, value):
        case ("Conv", 1):
            return deviation(random, array.shape, np.sqrt(2 / array[0].size))
        case ("Gemm", 1):
            return deviation(random, array.shape, np.sqrt(2 / array.shape[-1]))
        case ("Conv" | "Gemm", 2) | ("BatchNormalization", 2) | ("Add", _):
            return deviation(random, array.shape, 0.1)
        case ("BatchNormalization", 1) | ("Mul", _):
            return random.uniform(0.8, 1.2, array.shape).astype(np.float32)
        case ("BatchNormalization", 3 | 4):
            return array  # set by calibration
        case role:
            raise ValueError(f"no random weight is known for {value}, which is {role}")


def deviation(random, shape, scale) -> np.ndarray:
    return (random.standard_normal(shape) * scale).astype(np.float32)


def role_of(graph, value: str) -> tuple[str, int]:
    """Operator and input number that `value` feeds, seen through changes of its shape."""
    for node in graph.node:
        if value in node.input:
            if node.op_type in RESHAPING:
                return role_of(graph, node.output[0])
            return node.op_type, list(node.input).index(value)
    raise ValueError(f"{value} is not used")


def calibrate_batch_normalisation(model, weights, inputs) -> None:
    """Gives every BatchNormalization the mean and variance of its input.

    One pass is enough: where it stands in as InstanceNormalization, which takes them from the image at
    hand, every layer already sees what it will see afterwards.
    """
    normalisations = [node for node in model.graph.node if node.op_type == "BatchNormalization"]
    if not normalisations:
        return
    scratch = onnx.ModelProto()
    scratch.CopyFrom(model)
    for node in scratch.graph.node:
        if node.op_type == "BatchNormalization":
            epsilon = [a for a in node.attribute if a.name == "epsilon"]
            node.op_type = "InstanceNormalization"
            del node.attribute[:], node.input[3:]
            node.attribute.extend(epsilon)
    seen = values_of(scratch, weights, inputs, [node.input[0] for node in normalisations])
    for node, x in zip(normalisations, seen):
        weights[node.input[3]] = x.mean(axis=(0, 2, 3))
        weights[node.input[4]] = np.maximum(x.var(axis=(0, 2, 3)), 1e-3).astype(np.float32)


def scale_last_layer(model, weights, inputs) -> None:
    """Scales the last weights so that what they yield has standard deviation `LOGITS_DEVIATION`."""
    last = [node for node in model.graph.node if node.op_type in ("Conv", "Gemm")][-1]
    (logits,) = values_of(model, weights, inputs, [last.output[0]])
    scale = np.float32(LOGITS_DEVIATION / logits.mean(axis=tuple(range(2, logits.ndim))).std())
    weight = last.input[1]
    while weight not in weights:
        weight = next(node.input[0] for node in model.graph.node if weight in node.output)
    weights[weight] = weights[weight] * scale


def values_of(model, weights, inputs, names: list[str]) -> list[np.ndarray]:
    """The named values inside the network."""
    scratch = with_weights(model, weights)
    del scratch.graph.output[:]
    distinct = list(dict.fromkeys(names))
    scratch.graph.output.extend(helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in distinct)
    computed = reference_session(scratch.SerializeToString()).run(distinct, inputs)
    by_name = dict(zip(distinct, computed))
    return [by_name[name] for name in names]


def with_weights(model, weights) -> onnx.ModelProto:
    complete = onnx.ModelProto()
    complete.CopyFrom(model)
    for name, array in weights.items():
        complete.graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
    return complete
