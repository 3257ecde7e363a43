"""Whether the outputs of a model are right, in the way that suits it."""

from dataclasses import dataclass

import numpy as np

Outputs = dict[str, np.ndarray]


@dataclass(frozen=True)
class Elementwise:
    """Every value within `absolute` plus `relative` times the largest magnitude in its output."""

    relative: float = 1e-4
    absolute: float = 1e-5

    def __str__(self) -> str:
        return f"each value, {self.relative:g} of the largest"

    def fault(self, ours: Outputs, theirs: Outputs) -> str | None:
        for name, expected in theirs.items():
            scale = np.abs(as_float(expected)).max(initial=0, where=np.isfinite(as_float(expected)))
            error = errors(ours[name], expected)
            if not (error <= self.absolute + self.relative * scale).all():
                return f"{name} differs by {error.max():.3g}"
        return None


@dataclass(frozen=True)
class Boxes:
    """Detections as a set: each has a partner of its class, near in score, that covers the same area."""

    score: float = 1e-3
    overlap: float = 0.99

    def __str__(self) -> str:
        return f"boxes as a set, scores {self.score:g}, overlap {self.overlap:g}"

    def fault(self, ours: Outputs, theirs: Outputs) -> str | None:
        if len(ours["scores"]) != len(theirs["scores"]):
            return f"{len(ours['scores'])} boxes for {len(theirs['scores'])}"
        free = set(range(len(theirs["scores"])))
        for box, score, label in zip(ours["boxes"], ours["scores"], ours["labels"]):
            fitting = [
                other
                for other in free
                if label == theirs["labels"][other]
                and abs(score - theirs["scores"][other]) <= self.score
                and overlap(box, theirs["boxes"][other]) > self.overlap
            ]
            if not fitting:
                return f"no partner for the box {box} of class {label} with score {score}"
            free.remove(min(fitting, key=lambda other: abs(score - theirs["scores"][other])))
        return None


@dataclass(frozen=True)
class SameClass:
    """Quantised classifiers: the same class first for each image, and logits of nearly the same direction."""

    cosine: float

    def __str__(self) -> str:
        return f"class first, cosine {self.cosine:g}"

    def fault(self, ours: Outputs, theirs: Outputs) -> str | None:
        for name, expected in theirs.items():
            for row, (x, y) in enumerate(zip(as_float(ours[name]), as_float(expected))):
                cosine = x @ y / (np.linalg.norm(x) * np.linalg.norm(y))
                if x.argmax() != y.argmax() or not cosine >= self.cosine:
                    return f"{name}[{row}]: class {x.argmax()} for {y.argmax()}, cosine {cosine:.4f}"
        return None


def form_fault(ours: Outputs, theirs: Outputs, free_lengths: bool) -> str | None:
    """What differs in names, types or shapes; `free_lengths` leaves the numbers of boxes to the comparison."""
    for name, expected in theirs.items():
        if name not in ours:
            return f"{name} is missing"
        if ours[name].dtype != expected.dtype:
            return f"{name} is {ours[name].dtype}, not {expected.dtype}"
        if ours[name].shape != expected.shape and not free_lengths:
            return f"{name} has shape {ours[name].shape}, not {expected.shape}"
    return None


def errors(ours: np.ndarray, theirs: np.ndarray) -> np.ndarray:
    """Absolute differences; equal infinities and two NaN differ by nothing, one of them by infinity."""
    x, y = as_float(ours), as_float(theirs)
    same = (x == y) | (np.isnan(x) & np.isnan(y))
    with np.errstate(invalid="ignore"):
        difference = np.abs(x - y)
    return np.where(same, 0, np.where(np.isnan(difference), np.inf, difference))


def largest_errors(ours: Outputs, theirs: Outputs) -> tuple[float, float]:
    """The largest absolute error, and the largest as a share of its output's largest magnitude."""
    absolute = relative = 0.0
    for name, expected in theirs.items():
        if ours[name].shape == expected.shape and expected.size:
            error = errors(ours[name], expected).max()
            scale = np.abs(as_float(expected)).max()
            absolute, relative = max(absolute, error), max(relative, error / scale if scale else error)
    return absolute, relative


def overlap(a: np.ndarray, b: np.ndarray) -> float:
    """Intersection over union of two boxes (left, top, right, bottom)."""
    sides = np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2])
    shared = sides.clip(min=0).prod()
    return shared / ((a[2:] - a[:2]).prod() + (b[2:] - b[:2]).prod() - shared)


def as_float(array: np.ndarray) -> np.ndarray:
    return array.astype(np.float64)
