"""Models made from others of the zoo: half precision, quantised, weights in a file of their own."""

from pathlib import Path

import numpy as np
import onnx
from onnxconverter_common import float16
from onnxruntime import quantization

from test_data import read_inputs, write_data_set
from zoo import photographs

LARGE = Path(__file__).resolve().parent.parent / "large"
CALIBRATION_PICTURES = [*photographs.CLEAR, "astronaut.png", "rocket.jpg"]


def make(name: str, folder: Path) -> None:
    source_name, _, variant = name.rpartition("_")
    source, target = LARGE / source_name / "model.onnx", folder / "model.onnx"
    if variant == "fp16":
        onnx.save(float16.convert_float_to_float16(onnx.load(source)), target)
    elif variant == "extdata":
        onnx.save(onnx.load(source), target, save_as_external_data=True, location="weights.bin")
    elif variant == "dynq":
        quantization.quantize_dynamic(source, target)
    else:
        form = quantization.QuantFormat.QDQ if variant == "qdq" else quantization.QuantFormat.QOperator
        quantization.quantize_static(source, target, Pictures(), quant_format=form, per_channel=True)
    for data_set in sorted(source.parent.glob("test_data_set_*")):
        inputs = read_inputs(data_set)
        if variant == "fp16":
            inputs = {key: x.astype(np.float16) if x.dtype == np.float32 else x for key, x in inputs.items()}
        write_data_set(target, int(data_set.name.removeprefix("test_data_set_")), inputs)


class Pictures(quantization.CalibrationDataReader):
    """Photographs from which activations get their ranges."""

    def __init__(self):
        self.remaining = iter(CALIBRATION_PICTURES)

    def get_next(self) -> dict[str, np.ndarray] | None:
        name = next(self.remaining, None)
        return name and {"input": photographs.imagenet(name)}
