#!/usr/bin/env python3
"""Kills `stonne run` and `stonne sweep` (SIGKILL) at random moments, and looks at every file that they leave.

    Tests/Faults/kill.py STONNE [--count 24] [--seed 1]

A file is whole, or bears a name that says that it is not (`*.partial`); the database of a sweep passes SQLite's own
check, and the sweep goes on to the table of one that nobody killed. Exits with 1 where something does not hold.
"""

import argparse
import csv
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MACHINES = ["maeri_128mses_64_bw", "sigma_64mses_64_bw", "magma_128mses_128_bw", "tpu_16_16_pes"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stonne")
    parser.add_argument("--count", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    choose = random.Random(arguments.seed)
    killed = files = broken = 0
    whole_table = []
    for number in range(arguments.count):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out"
            command = run(arguments.stonne, out) if number % 2 == 0 else sweep(arguments.stonne, out, Path(folder))
            whole = duration(command) if number < 2 else whole_time[number % 2]
            if number < 2:
                whole_time[number] = whole
                if number == 1:
                    whole_table = table(out)
                shutil.rmtree(out)
            process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(choose.uniform(0, whole))
            process.kill()
            killed += process.wait() == -9
            for file in (path for path in out.rglob("*") if path.is_file()):
                files += 1
                reason = None if file.name.endswith(".partial") else fault(file)
                if reason:
                    broken += 1
                    print(f"kill {number}: {file.relative_to(out)}: {reason}")
            if number % 2:
                reason = fault_of_continued(command, out, whole_table)
                if reason:
                    broken += 1
                    print(f"kill {number}: {reason}")
    print(f"{arguments.count} runs and sweeps, {killed} killed before their end, {files} files, {broken} broken")
    return 1 if broken else 0


whole_time = [0.0, 0.0]


def duration(command) -> float:
    start = time.monotonic()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return time.monotonic() - start


def run(stonne: str, out: Path) -> list[str]:
    machines = [option for name in MACHINES for option in ("--hw", f"simulation_files/{name}.cfg")]
    return [stonne, "run", "models/lenet5.onnx", *machines, "--detail", "full", "--quiet", "--out", str(out)]


def sweep(stonne: str, out: Path, folder: Path) -> list[str]:
    specification = folder / "sweep.toml"
    machines = ", ".join(f'"{ROOT}/simulation_files/{name}.cfg"' for name in MACHINES)
    specification.write_text(
        f'[axes]\nmodel = ["{ROOT}/models/lenet5.onnx"]\nhardware = [{machines}]\nsparsity = [0, 0.5, 0.9]\n')
    return [stonne, "sweep", str(specification), "--out", str(out), "--jobs", "1"]


def fault_of_continued(command, out: Path, whole_table) -> str | None:
    """Why a sweep that goes on does not come to what one that was never killed comes to."""
    if subprocess.run(command, cwd=ROOT, capture_output=True).returncode != 0:
        return "the sweep does not go on"
    return None if table(out) == whole_table else "the sweep goes on to another table"


def table(out: Path) -> list[dict[str, str]]:
    """The rows of a sweep, without what depends on the clock."""
    rows = list(csv.DictReader((out / "sweep.csv").read_text().splitlines()))
    for row in rows:
        row.pop("wall_seconds")
    return rows


def fault(file: Path) -> str | None:
    """Why a file is not whole; None where it is."""
    try:
        if file.suffix == ".json":
            json.loads(file.read_text())
        elif file.suffix == ".csv":
            rows = list(csv.reader(file.read_text().splitlines()))
            if not rows or any(len(row) != len(rows[0]) for row in rows):
                return "its rows are not equally long"
        elif file.suffix == ".npz":
            return zipfile.ZipFile(file).testzip()
        elif file.suffix == ".db":
            answer = sqlite3.connect(file).execute("PRAGMA integrity_check").fetchone()[0]
            return None if answer == "ok" else answer
        elif file.suffix == ".html" and not file.read_text().rstrip().endswith("</html>"):
            return "it has no end"
    except (ValueError, sqlite3.Error, zipfile.BadZipFile) as error:
        return str(error)
    return None


if __name__ == "__main__":
    sys.exit(main())
