"""Photographs that PyPI packages carry and in which an ImageNet class is plain to see."""

import io

import numpy as np
from PIL import Image

from wheels import file_from_wheel

# Name, package, file in it, and the ImageNet classes that a person would call it.
PHOTOGRAPHS = [
    ("chelsea", "scikit-image==0.26.0", "skimage/data/chelsea.png", [281, 282, 285]),
    ("coffee", "scikit-image==0.26.0", "skimage/data/coffee.png", [967]),
    ("motorcycle", "scikit-image==0.26.0", "skimage/data/motorcycle_left.png", [665, 670]),
    ("rocket", "scikit-image==0.26.0", "skimage/data/rocket.jpg", [657, 812]),
    ("china", "scikit-learn==1.8.0", "sklearn/datasets/images/china.jpg", [698]),
]


def imagenet_samples() -> np.ndarray:
    """All of them as torchvision's networks were trained to see images: [samples, 3, 224, 224]."""
    return np.stack([sample(file_from_wheel(package, path)) for _, package, path, _ in PHOTOGRAPHS])


def sample(file: bytes) -> np.ndarray:
    """Short side scaled to 256, the middle 224 x 224 cut out, normalised by ImageNet's mean and deviation."""
    photograph = Image.open(io.BytesIO(file)).convert("RGB")
    scale = 256 / min(photograph.size)
    scaled = photograph.resize([round(side * scale) for side in photograph.size], Image.BILINEAR)
    left, top = (scaled.width - 224) // 2, (scaled.height - 224) // 2
    pixels = np.asarray(scaled.crop((left, top, left + 224, top + 224)), np.float32) / 255
    return ((pixels - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]).transpose(2, 0, 1).astype(np.float32)
