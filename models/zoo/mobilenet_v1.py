"""MobileNetV1 (Howard et al. 2017, table 1) with random weights."""

from pathlib import Path

from torch import Tensor, nn

from zoo.exporting import calibrate, export, random_images, seeded

# Filters and stride of the depthwise separable blocks.
BLOCKS = [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), *[(512, 1)] * 5, (1024, 2), (1024, 1)]


def make(name: str, folder: Path) -> None:
    network = calibrate(seeded(MobileNetV1), random_images(1, count=4))
    data_sets = [{"input": random_images(2)}, {"input": random_images(3, count=2)}]
    export(network, data_sets, ["logits"], folder, opset=17, axes=("batch",))


class MobileNetV1(nn.Module):
    def __init__(self, classes: int = 1000):
        super().__init__()
        self.features = features()
        self.classifier = nn.Linear(BLOCKS[-1][0], classes)

    def forward(self, x: Tensor) -> Tensor:
        return self.classifier(nn.functional.adaptive_avg_pool2d(self.features(x), 1).flatten(1))


def features() -> nn.Sequential:
    """All layers before the classifier: a convolution, then two layers a block."""
    layers = [activated(3, 32, size=3, stride=2)]
    channels = 32
    for filters, stride in BLOCKS:
        layers.append(activated(channels, channels, size=3, stride=stride, groups=channels))
        layers.append(activated(channels, filters))
        channels = filters
    return nn.Sequential(*layers)


def activated(channels: int, filters: int, size: int = 1, stride: int = 1, groups: int = 1) -> nn.Sequential:
    """Convolution, batch normalisation and ReLU6, weights after He et al. 2015.

    Most of what is normalised lies above zero, as in trained networks. Cut in the middle, each layer would
    double the rounding of the layer before, and two right executors would differ by 1e-4 at the end.
    """
    convolution = nn.Conv2d(channels, filters, size, stride, size // 2, groups=groups, bias=False)
    nn.init.kaiming_normal_(convolution.weight, mode="fan_out")
    normalisation = nn.BatchNorm2d(filters)
    nn.init.ones_(normalisation.bias)
    return nn.Sequential(convolution, normalisation, nn.ReLU6())
