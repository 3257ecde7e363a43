"""Single shot detectors (Liu et al. 2016) on MobileNetV1 and ResNet-34, 300x300, random weights.

The backbones and extra layers are those of the MLPerf inference benchmarks' smaller detectors. Each
comes in two forms: `_raw` gives the box and the class probabilities of every prior; without it, TopK and
non-maximum suppression follow in the graph.
"""

from pathlib import Path

import torch
import torchvision
from torch import Tensor, nn

from zoo import mobilenet_v1
from zoo.exporting import calibrate, export, random_images, seeded

SHAPE = (3, 300, 300)
CENTRE_VARIANCE, SIZE_VARIANCE = 0.1, 0.2
BEST = 100
OVERLAP = 0.5
LOGIT_DEVIATION = 1.5


def make(name: str, folder: Path) -> None:
    build = {"ssd_mobilenet_v1_300": on_mobilenet_v1, "ssd_resnet34_300": on_resnet34}[name.removesuffix("_raw")]
    network = calibrate(seeded(build), random_images(1, count=16, shape=SHAPE))
    spread_logits(network, random_images(2, shape=SHAPE))
    if name.endswith("_raw"):
        dynamo = "resnet34" in name
        image = random_images(3, shape=SHAPE)
        export(network, [{"image": image}], ["boxes", "scores"], folder, 18 if dynamo else 17, dynamo)
    else:
        image = steadiest_image(network)
        export(Detections(network), [{"image": image}], ["boxes", "scores", "labels"], folder, 17)


def on_mobilenet_v1() -> nn.Module:
    """Maps of 19, 10, 5, 3, 2 and 1 squares; predictors of 1x1, as in TensorFlow's detection models."""
    layers = mobilenet_v1.features()
    stages = [layers[:23], layers[23:]]  # up to block 11, and the rest
    channels = 1024
    for middle, filters in [(256, 512), (128, 256), (128, 256), (64, 128)]:
        down = mobilenet_v1.activated(middle, filters, size=3, stride=2)
        stages.append(nn.Sequential(mobilenet_v1.activated(channels, middle), down))
        channels = filters
    return Detector(stages, [512, 1024, 512, 256, 256, 128], [3, 6, 6, 6, 6, 6], classes=91, predictor_size=1)


def on_resnet34() -> nn.Module:
    """Maps of 38, 19, 10, 5, 3 and 1 squares: ResNet-34 up to its third stage, which keeps the resolution."""
    resnet = torchvision.models.resnet34()
    first = resnet.layer3[0]
    first.conv1.stride = first.downsample[0].stride = (1, 1)
    stem = [resnet.conv1, resnet.bn1, resnet.relu, resnet.maxpool, resnet.layer1, resnet.layer2, resnet.layer3]
    stages = [nn.Sequential(*stem)]
    channels = 256
    for middle, filters, stride in [(256, 512, 2), (256, 512, 2), (128, 256, 2), (128, 256, 1), (128, 256, 1)]:
        narrow = nn.Conv2d(channels, middle, 1)
        down = nn.Conv2d(middle, filters, 3, stride, padding=1 if stride == 2 else 0)
        stages.append(nn.Sequential(narrow, nn.ReLU(), down, nn.ReLU()))
        channels = filters
    return Detector(stages, [256, 512, 512, 256, 256, 256], [4, 6, 6, 6, 4, 4], classes=81, predictor_size=3)


class Detector(nn.Module):
    """Boxes as corners in 0...1 [batch, priors, 4] and probabilities [batch, priors, classes], 0 background."""

    def __init__(self, stages: list[nn.Module], channels: list[int], priors: list[int], classes: int, predictor_size: int):
        super().__init__()
        self.stages = nn.ModuleList(stages).eval()
        self.classes = classes
        padding = predictor_size // 2
        pairs = list(zip(channels, priors))
        self.box_heads = nn.ModuleList(nn.Conv2d(c, 4 * p, predictor_size, padding=padding) for c, p in pairs)
        self.class_heads = nn.ModuleList(nn.Conv2d(c, classes * p, predictor_size, padding=padding) for c, p in pairs)
        with torch.no_grad():
            squares = [x.shape[-1] for x in self.feature_maps(torch.zeros(1, *SHAPE))]
        self.register_buffer("priors", prior_boxes(squares, priors))

    def feature_maps(self, x: Tensor) -> list[Tensor]:
        maps = []
        for stage in self.stages:
            x = stage(x)
            maps.append(x)
        return maps

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        maps = self.feature_maps(image)
        offsets = flattened([head(x) for head, x in zip(self.box_heads, maps)], 4)
        logits = flattened([head(x) for head, x in zip(self.class_heads, maps)], self.classes)
        centre = offsets[..., :2] * CENTRE_VARIANCE * self.priors[:, 2:] + self.priors[:, :2]
        size = torch.exp(offsets[..., 2:] * SIZE_VARIANCE) * self.priors[:, 2:]
        return torch.cat([centre - size / 2, centre + size / 2], dim=-1), logits.softmax(-1)


def flattened(maps: list[Tensor], values: int) -> Tensor:
    """Maps [batch, priors * values, y, x] as one [batch, all priors, values]."""
    return torch.cat([x.permute(0, 2, 3, 1).reshape(x.shape[0], -1, values) for x in maps], dim=1)


def prior_boxes(squares: list[int], counts: list[int]) -> Tensor:
    """Centre and size of every prior: scales 0.2...0.95 over the maps, sides after Liu et al., section 2.2."""
    scales = torch.linspace(0.2, 0.95, len(squares)).tolist() + [1.0]
    boxes = []
    for level, (side, count) in enumerate(zip(squares, counts)):
        scale, between = scales[level], (scales[level] * scales[level + 1]) ** 0.5
        sizes = [(scale, scale)]
        for ratio in (2.0, 0.5, 3.0, 1 / 3):
            sizes.append((scale * ratio**0.5, scale / ratio**0.5))
        sizes = [*sizes[: count - 1], (between, between)]
        for y in range(side):
            for x in range(side):
                boxes += [((x + 0.5) / side, (y + 0.5) / side, *size) for size in sizes]
    return torch.tensor(boxes)


def spread_logits(network: Detector, image: Tensor) -> None:
    """Scales each predictor so that neither probabilities saturate nor boxes leave the image by far."""
    with torch.no_grad():
        for heads, deviation in ((network.class_heads, LOGIT_DEVIATION), (network.box_heads, 1.0)):
            for head, x in zip(heads, network.feature_maps(image)):
                factor = deviation / head(x).std()
                head.weight *= factor
                head.bias *= factor


class Detections(nn.Module):
    """The boxes left of the best hundred candidates, with score and class, of one image."""

    def __init__(self, detector: Detector):
        super().__init__()
        self.detector = detector

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        boxes, probabilities = self.detector(image)
        scores, labels = probabilities[0, :, 1:].max(-1)
        scores, best = scores.topk(BEST)
        boxes, labels = boxes[0][best], labels[best] + 1
        kept = torchvision.ops.batched_nms(boxes, scores, labels, OVERLAP)
        return boxes[kept], scores[kept], labels[kept]


def steadiest_image(network: Detector) -> Tensor:
    """Of 16 images that whose candidates' scores lie farthest apart, so that rounding swaps no two."""

    def margin(image: Tensor) -> float:
        scores = network(image)[1][0, :, 1:].amax(-1).sort(descending=True).values[: BEST + 1]
        return (scores[:-1] - scores[1:]).min().item()

    with torch.no_grad():
        return max((random_images(seed, shape=SHAPE) for seed in range(16)), key=margin)
