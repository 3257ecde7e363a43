"""Makes torchvision importable where its binary does not load.

PyPI's torchvision is built beside a PyTorch with CUDA. Beside one without it, its own operators are
missing, and importing torchvision fails. Here they are declared first, and the one that the models use
is stated; the exporter translates it by its name. Has to be imported before torchvision, which the
transformers package imports, too.
"""

import torch
from torch import Tensor


def suppress(dets: Tensor, scores: Tensor, iou_threshold: float) -> Tensor:
    """The numbers of the boxes to keep, best first: none overlaps a better kept one by more than the threshold."""
    order = scores.argsort(descending=True, stable=True)
    areas = (dets[:, 2] - dets[:, 0]) * (dets[:, 3] - dets[:, 1])
    kept = []
    while order.numel():
        best, order = order[0], order[1:]
        kept.append(best)
        corner = torch.maximum(dets[best, :2], dets[order, :2])
        sides = (torch.minimum(dets[best, 2:], dets[order, 2:]) - corner).clamp(min=0)
        shared = sides[:, 0] * sides[:, 1]
        order = order[shared / (areas[best] + areas[order] - shared) <= iou_threshold]
    return torch.stack(kept) if kept else torch.empty(0, dtype=torch.int64)


def present() -> bool:
    return True


if not torch.version.cuda:
    LIBRARY = torch.library.Library("torchvision", "FRAGMENT")
    for name in ("nms", "qnms"):
        LIBRARY.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    LIBRARY.impl("nms", suppress, "CPU")
    import torchvision.extension

    torchvision.extension._has_ops = present
