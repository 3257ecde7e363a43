"""torchvision's SSDLite320 on MobileNetV3 with random weights, pre- and post-processing in the graph."""

from pathlib import Path

import torch
import torchvision
from torch import Tensor, nn

from zoo.exporting import calibrate, export, random_images, seeded
from zoo.ssd import LOGIT_DEVIATION

SHAPE = (3, 320, 320)
SCORE_THRESHOLD = 0.05  # torchvision's 0.001 leaves next to all boxes of a network without training


def make(name: str, folder: Path) -> None:
    detection = torchvision.models.detection
    builder, options = detection.ssdlite320_mobilenet_v3_large, {"weights": None, "weights_backbone": None}
    network = seeded(lambda: builder(**options, score_thresh=SCORE_THRESHOLD))
    calibrate(nn.Sequential(network.backbone, Heads(network)), random_images(1, count=16, shape=SHAPE))
    spread_logits(network, random_images(2, shape=SHAPE))
    image = random_images(3, shape=SHAPE)[0].sigmoid()
    export(OneImage(network), [{"image": image}], ["boxes", "scores", "labels"], folder, opset=17)


class Heads(nn.Module):
    def __init__(self, network: nn.Module):
        super().__init__()
        self.head = network.head

    def forward(self, maps: dict[str, Tensor]) -> dict[str, Tensor]:
        return self.head(list(maps.values()))


class OneImage(nn.Module):
    """torchvision's detectors take a list of images and give a list of dictionaries."""

    def __init__(self, network: nn.Module):
        super().__init__()
        self.network = network

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        (found,) = self.network([image])
        return found["boxes"], found["scores"], found["labels"]


def spread_logits(network: nn.Module, image: Tensor) -> None:
    """Scales each level's class predictor: at their first values all scores are nearly tied."""
    with torch.no_grad():
        for head, x in zip(network.head.classification_head.module_list, network.backbone(image).values()):
            head[1].weight *= LOGIT_DEVIATION / head(x).std()
