"""Writes the fixtures of the acceptance tests: models with onnxruntime's answers, and unusable files.

    models/python models/make_fixtures.py

They land in Tests/Acceptance/Fixtures, are committed, and come out the same every time.
"""

import shutil
from pathlib import Path

import onnx

from fixtures import malformed, operators
from test_data import write_data_set

FIXTURES = Path(__file__).resolve().parent.parent / "Tests" / "Acceptance" / "Fixtures"


def write_operator_cases(folder: Path) -> None:
    """One folder a case, in the layout of ONNX's backend tests."""
    for case in operators.all_cases():
        directory = folder / case.name
        directory.mkdir(parents=True)
        path = directory / "model.onnx"
        model = case.model()
        onnx.checker.check_model(model, full_check=True)
        onnx.save(
            model, path, save_as_external_data=case.external_data, location="weights.bin", size_threshold=0
        )
        write_data_set(path, 0, case.feeds)


def write_malformed_models(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, content in malformed.all_files().items():
        (folder / f"{name}.onnx").write_bytes(content)


def main() -> None:
    shutil.rmtree(FIXTURES, ignore_errors=True)
    write_operator_cases(FIXTURES / "Operators")
    write_malformed_models(FIXTURES / "MalformedModels")
    files = [path for path in FIXTURES.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    print(f"{len(files)} files, {size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
