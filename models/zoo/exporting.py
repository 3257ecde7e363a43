"""From a PyTorch network to model.onnx and its test data."""

from pathlib import Path

import torch
from torch import Tensor, nn

from test_data import write_data_set

IMAGE_SHAPE = (3, 224, 224)


def seeded(build) -> nn.Module:
    """The network that `build` makes with the weights of seed 0, for inference."""
    torch.manual_seed(0)
    return build().eval()


def random_images(seed: int, count: int = 1, shape: tuple[int, ...] = IMAGE_SHAPE) -> Tensor:
    """Images of normal noise: what a normalised photograph has for mean and deviation."""
    return torch.randn(count, *shape, generator=torch.Generator().manual_seed(seed))


def calibrate(network: nn.Module, images: Tensor) -> nn.Module:
    """Gives every batch normalisation the statistics of its input.

    One pass is enough, since in training each layer normalises with the batch at hand. Without it the
    activations of a deep network with random weights vanish or overflow.
    """
    layers = [layer for layer in network.modules() if isinstance(layer, nn.BatchNorm2d)]
    for layer in layers:
        layer.reset_running_stats()
        layer.momentum = None  # plain averages over all that is seen
        layer.train()
    with torch.no_grad():
        network(images)
    return network.eval()


def export(
    network: nn.Module,
    data_sets: list[dict[str, Tensor]],
    outputs: list[str],
    folder: Path,
    opset: int,
    dynamo: bool = False,
    axes: tuple[str, ...] = (),
) -> None:
    """Writes model.onnx, traced on the first data set, and onnxruntime's answers to each of them.

    `axes` names the leading axes that stay open in every input and output, as ("batch", "seq").
    `dynamo` picks the exporter: torch.export's programs, or the older traces of TorchScript.
    """
    path = folder / "model.onnx"
    inputs = data_sets[0]
    options = {"input_names": list(inputs), "output_names": outputs, "opset_version": opset, "dynamo": dynamo}
    if dynamo:
        dimensions = {number: torch.export.Dim(name) for number, name in enumerate(axes)}
        options |= {"dynamic_shapes": tuple(dimensions for _ in inputs), "external_data": False, "verbose": False}
    else:
        options["dynamic_axes"] = {name: dict(enumerate(axes)) for name in [*inputs, *outputs]} if axes else None
    with torch.no_grad():
        torch.onnx.export(network, tuple(inputs.values()), path, **options)
    for number, tensors in enumerate(data_sets):
        write_data_set(path, number, {name: tensor.numpy() for name, tensor in tensors.items()})
