"""What one of the two programs does with a command, and where two of them differ."""

import json
import os
import re
import resource
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1 << 20
# The rest is left out in ours, or stands in STONNE's by chance (docs/commands.md).
MRNA_COUNTS = re.compile(r"(?:Tile Size|(?:Total n|N)umber of (?!unicast|multicast)[^:\n]*|Runtime cycles): .*\S")
PASSED = "Test passed correctly"


@dataclass
class Outcome:
    """`status` is nothing where the program did not end in time; `files` are by name, without the time in it."""

    status: int | None
    output: str
    errors: str
    files: dict[str, bytes]

    @property
    def passes(self) -> bool:
        """The program compared its outputs with plain loops, and they held."""
        return self.status == 0 and PASSED in self.output

    @property
    def refuses(self) -> bool:
        """With a reason of one line, perhaps a hint, and no file."""
        lines = self.errors.splitlines()
        reasons = [line for line in lines if not line.startswith(("hint: ", "stonne: note: "))]
        has_one_reason = len(reasons) == 1 and reasons[0].startswith("stonne: error: ")
        return self.status in (64, 65) and has_one_reason and not self.files

    @property
    def summary(self) -> str:
        ending = "does not end" if self.status is None else f"exit {self.status}"
        return " ".join([ending, *self.errors.splitlines()[:3]])[:300]


def run(program: Path, arguments: list[str], folder: Path, has_output_folder: bool, seconds: int) -> Outcome:
    """Runs for at most so many seconds of a processor, in a folder of its own with the parameters that mRNA reads."""
    home = folder / "home"
    home.mkdir(parents=True)
    environment = {name: value for name, value in os.environ.items() if name != "OUTPUT_DIR"}
    if has_output_folder:
        (home / "out").mkdir()
        environment["OUTPUT_DIR"] = "out"
    parameters = program.parent / "parameters"
    if parameters.is_dir():
        (home / "parameters").symlink_to(parameters)
    streams = folder / "output", folder / "errors"
    with streams[0].open("wb") as output, streams[1].open("wb") as errors:
        process = subprocess.Popen(
            [program, *arguments], cwd=home, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=errors,
            preexec_fn=lambda: limit_resources(seconds),
        )
        try:
            # Of a clock it has many more, on a busy machine; whoever waits for nothing has them, too.
            status = process.wait(20 * seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            status = None
    if status == -signal.SIGXCPU:
        status = None
    texts = (stream.read_text(errors="replace") for stream in streams)
    files = {name_of(file, home): file.read_bytes() for file in home.rglob("*") if file.is_file()}
    return Outcome(status, *texts, files)


def limit_resources(seconds: int):
    """A program that hangs may also write, or take memory, without an end."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (6144 * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200 * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def name_of(file: Path, home: Path) -> str:
    return re.sub(r"timestamp_\d+", "timestamp", str(file.relative_to(home)))


def differences(ours: Outcome, stonne: Outcome) -> list[str]:
    """What differs between two runs that both pass: cycles, names of files, what is in them."""
    found = []
    cycles = [re.findall(r"^Number of cycles running: (\d+)$", outcome.output, re.M) for outcome in (ours, stonne)]
    if cycles[0] != cycles[1]:
        found.append(f"cycles {', '.join(cycles[0])} for {', '.join(cycles[1])}")
    found += [f"file {name} is missing" for name in sorted(stonne.files.keys() - ours.files.keys())]
    found += [f"file {name} is not STONNE's" for name in sorted(ours.files.keys() - stonne.files.keys())]
    for name in sorted(ours.files.keys() & stonne.files.keys()):
        reason = difference(name, ours.files[name], stonne.files[name])
        if reason:
            found.append(f"{name[name.rfind('.') :] if 'output_stats' in name else name}: {reason}")
    return found


def difference(name: str, ours: bytes, stonne: bytes) -> str | None:
    """Statistics are compared as JSON, mRNA's report by its tiles, counts and cycles."""
    if ours == stonne:
        return None
    texts = [text.decode(errors="replace") for text in (ours, stonne)]
    if "output_stats" in name and name.endswith(".txt"):
        try:
            values = [json.loads(text, object_pairs_hook=without_repeats) for text in texts]
        except ValueError as error:
            return str(error)
        return value_difference("", *values)
    lines = [MRNA_COUNTS.findall(text) if name.startswith("mRNA") else text.splitlines() for text in texts]
    if len(lines[0]) != len(lines[1]):
        return f"{len(lines[0])} lines for {len(lines[1])}"
    differing = [(number, *pair) for number, pair in enumerate(zip(*lines), 1) if pair[0] != pair[1]]
    if not differing:
        return None
    number, first, second = differing[0]
    return f"{len(differing)} lines differ, line {number} is `{first}` for `{second}`"


def value_difference(path: str, ours, stonne) -> str | None:
    """The first place where two values of JSON differ."""
    if isinstance(ours, dict) and isinstance(stonne, dict) and list(ours) == list(stonne):
        pairs = ((f"{path}/{key}", ours[key], stonne[key]) for key in ours)
    elif isinstance(ours, list) and isinstance(stonne, list) and len(ours) == len(stonne):
        pairs = ((f"{path}/{index}", *pair) for index, pair in enumerate(zip(ours, stonne)))
    else:
        return None if ours == stonne else f"{path} is {str(ours)[:80]} for {str(stonne)[:80]}"
    return next(filter(None, (value_difference(*pair) for pair in pairs)), None)


def without_repeats(pairs: list[tuple]) -> dict:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a key comes twice in the statistics")
    return values
