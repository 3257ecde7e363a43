"""Pictures to feed networks with, from scikit-image's package, and lines of text drawn here."""

import io

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from wheels import file_from_wheel

SCIKIT_IMAGE = "scikit-image==0.26.0"
# With an obvious ImageNet class: a cat, an espresso, a moped.
CLEAR = ["chelsea.png", "coffee.png", "motorcycle_left.png"]
IMAGENET_MEAN, IMAGENET_DEVIATION = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def picture(name: str) -> Image.Image:
    """A picture of scikit-image's."""
    return Image.open(io.BytesIO(file_from_wheel(SCIKIT_IMAGE, f"skimage/data/{name}"))).convert("RGB")


def square(name: str, side: int = 224) -> np.ndarray:
    """The middle of a picture, whose short side was scaled to 8/7 of `side`, as uint8 [side, side, 3]."""
    image = picture(name)
    scale = side * 8 / 7 / min(image.size)
    image = image.resize([round(length * scale) for length in image.size], Image.BILINEAR)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    return np.asarray(image.crop((left, top, left + side, top + side)))


def planes(pixels: np.ndarray, mean, deviation) -> np.ndarray:
    """Pixels of 0...255 [y, x, 3] as float32 [1, 3, y, x], normalised in 0...1."""
    normalised = (pixels.astype(np.float32) / 255 - np.float32(mean)) / np.float32(deviation)
    return np.ascontiguousarray(normalised.transpose(2, 0, 1)[None], np.float32)


def imagenet(name: str) -> np.ndarray:
    """A picture as networks are trained to see ImageNet, [1, 3, 224, 224]."""
    return planes(square(name), IMAGENET_MEAN, IMAGENET_DEVIATION)


def line_of_text(text: str, height: int, width: int) -> np.ndarray:
    """Black text on white, uint8 [height, width, 3]."""
    font = file_from_wheel("matplotlib==3.10.7", "matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf")
    image = Image.new("RGB", (width, height), "white")
    drawn = ImageFont.truetype(io.BytesIO(font), round(height * 0.65))
    ImageDraw.Draw(image).text((height // 6, height // 2), text, fill="black", font=drawn, anchor="lm")
    return np.asarray(image)
