"""Makes the models that are too large to ship, each with onnxruntime's answers.

    models/python --torch models/make_models.py [NAME ...]

Every model gets a folder models/large/NAME with model.onnx and test_data_set_0, ... (inputs and outputs,
as in ONNX's backend tests). What is there already stays; delete a folder to make it again. A model that
cannot be made is named at the end, and the exit code is 1.
"""

import importlib
import logging
import shutil
import sys
import traceback
import warnings
from pathlib import Path

import zoo.vision  # before any family, since these import torchvision
from zoo.table import MODELS

LARGE = Path(__file__).resolve().parent / "large"


def made(name: str) -> bool:
    """Makes one model, and first what it is made from, unless it is there; whether it is there now."""
    folder = LARGE / name
    if not folder.exists():
        model = MODELS[name]
        if model.needs and not made(model.needs):
            return False
        print(f"{name}: making it ...", flush=True)
        unfinished = LARGE / f".{name}.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        try:
            importlib.import_module(f"zoo.{model.family}").make(name, unfinished)
        except Exception:
            traceback.print_exc()
            return False
        unfinished.rename(folder)
    print(f"{name}: {megabytes(folder):.1f} MB", flush=True)
    return True


def megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def main() -> None:
    names = sys.argv[1:] or list(MODELS)
    for name in names:
        if name not in MODELS:
            sys.exit(f"no model is called {name}; there are {', '.join(MODELS)}")
    # The exporters' notes on tracing say nothing that comparing outputs does not.
    warnings.filterwarnings("ignore")
    logging.disable(logging.WARNING)
    missing = [name for name in names if not made(name)]
    if missing:
        sys.exit(f"could not be made: {', '.join(missing)}")


if __name__ == "__main__":
    main()
