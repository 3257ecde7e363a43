"""Reads the weights in a PyTorch checkpoint without PyTorch.

Only the layout of PyTorch before 1.6 is known: pickles (magic number, version, system, state), then the
keys of the storages and their raw contents. Unpickling is limited to what a state dictionary needs, so
a file from elsewhere cannot run code.
"""

import collections
import io
import pickle

import numpy as np

ELEMENTS = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}


class _Storage:
    """A block of elements that tensors are views of; filled once the whole state is read."""

    def __init__(self, dtype: np.dtype):
        self.dtype = dtype
        self.elements = np.empty(0, dtype)


class _Unpickler(pickle.Unpickler):
    def __init__(self, file):
        super().__init__(file)
        self.storages: dict[str, _Storage] = {}

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return lambda storage, offset, shape, strides, *_: (storage, offset, shape, strides)
        if module == "torch" and name in ELEMENTS:
            return ELEMENTS[name]
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a state dictionary")

    def persistent_load(self, reference):
        _, dtype, key, *_ = reference
        return self.storages.setdefault(key, _Storage(dtype))


def read_state(checkpoint: bytes) -> dict[str, np.ndarray]:
    """The tensors of a state dictionary by name."""
    file = io.BytesIO(checkpoint)
    for _ in ("magic number", "protocol version", "system"):
        _Unpickler(file).load()
    states = _Unpickler(file)
    state = states.load()
    for key in _Unpickler(file).load():
        storage = states.storages[key]
        count = int.from_bytes(file.read(8), "little")
        storage.elements = np.frombuffer(file.read(count * storage.dtype.itemsize), storage.dtype)
    return {name: _view(*tensor) for name, tensor in state.items()}


def _view(storage: _Storage, offset: int, shape: tuple, strides: tuple) -> np.ndarray:
    bytes_apart = [stride * storage.dtype.itemsize for stride in strides]
    return np.lib.stride_tricks.as_strided(storage.elements[offset:], shape, bytes_apart).copy()
