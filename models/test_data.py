"""ONNX test data sets: inputs and onnxruntime's outputs in the layout of ONNX's backend tests."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper


def reference_session(model: str | bytes, optimised: bool = False) -> onnxruntime.InferenceSession:
    """onnxruntime on the CPU. As the reference it runs the nodes as they stand, without rewriting them."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    options.log_severity_level = 3
    levels = onnxruntime.GraphOptimizationLevel
    # Otherwise its threads go on for a while after a run and take time from whoever is measured next.
    options.add_session_config_entry("session.force_spinning_stop", "1")
    options.graph_optimization_level = levels.ORT_ENABLE_ALL if optimised else levels.ORT_DISABLE_ALL
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def write_data_set(model_path: Path, number: int, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
    """Writes test_data_set_<number> beside the model and returns the outputs in it."""
    session = reference_session(str(model_path))
    names = [output.name for output in session.get_outputs()]
    outputs = session.run(names, inputs)
    folder = model_path.parent / f"test_data_set_{number}"
    folder.mkdir(parents=True, exist_ok=True)
    feeds = [(value.name, inputs[value.name]) for value in session.get_inputs() if value.name in inputs]
    for kind, tensors in (("input", feeds), ("output", zip(names, outputs))):
        for index, (name, array) in enumerate(tensors):
            onnx.save_tensor(numpy_helper.from_array(array, name), folder / f"{kind}_{index}.pb")
    return outputs


def read_inputs(folder: Path) -> dict[str, np.ndarray]:
    """The inputs of a data set, by name."""
    return _read(folder, "input")


def read_outputs(folder: Path) -> dict[str, np.ndarray]:
    """The expected outputs of a data set, by name."""
    return _read(folder, "output")


def _read(folder: Path, kind: str) -> dict[str, np.ndarray]:
    tensors = [onnx.load_tensor(path) for path in sorted(folder.glob(f"{kind}_*.pb"))]
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in tensors}
