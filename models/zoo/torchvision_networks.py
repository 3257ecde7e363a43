"""Networks of torchvision with random weights, by both of PyTorch's exporters."""

from pathlib import Path

import torch
import torchvision

from zoo.exporting import calibrate, export, random_images, seeded

# Opset and open axes by model; the name of torchvision's builder where it is another.
LEGACY = {
    "alexnet": (17, ("batch",)),
    "densenet121": (17, ()),
    "efficientnet_b0": (17, ()),
    "googlenet": (17, ()),
    "mobilenet_v3_large": (17, ()),
    "mobilenet_v3_small_op11": (11, ()),
    "resnet18": (17, ("batch",)),
    "resnet50": (13, ()),
    "shufflenet_v2": (17, ()),
    "squeezenet1_1": (17, ()),
    "vgg16": (17, ()),
    "vit_b_16": (17, ()),
}
DYNAMO = {"mobilenet_v3_small_dynamo": 18, "resnet18_dynamo": 20, "vit_b_16_dynamo": 20}
BUILDERS = {"shufflenet_v2": "shufflenet_v2_x1_0"}


def make(name: str, folder: Path) -> None:
    network = seeded(lambda: build(name.removesuffix("_dynamo").removesuffix("_op11")))
    calibrate(network, random_images(1, count=4))
    # The fused encoder layer of torch.nn cannot be traced.
    torch.backends.mha.set_fastpath_enabled(False)
    if name in DYNAMO:
        export(network, [{"input": random_images(2)}], ["logits"], folder, DYNAMO[name], dynamo=True)
        return
    opset, axes = LEGACY[name]
    data_sets = [{"input": random_images(2)}]
    if axes:
        data_sets.append({"input": random_images(3, count=2)})
    export(network, data_sets, ["logits"], folder, opset, axes=axes)


def build(name: str) -> torch.nn.Module:
    builder = getattr(torchvision.models, BUILDERS.get(name, name))
    options = {"aux_logits": False, "init_weights": True} if name == "googlenet" else {}
    network = builder(weights=None, **options)
    if name.startswith("vit"):
        torch.nn.init.normal_(network.heads.head.weight, std=0.02)  # zeros otherwise, and so every logit
    return network
