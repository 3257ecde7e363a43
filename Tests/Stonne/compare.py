#!/usr/bin/env python3
"""Compares stonne with a program of STONNE that you built, on random commands of STONNE's command line.

    Tests/Stonne/compare.py STONNE OTHER_STONNE [--count 1000] [--first 1] [--only CONV,mesh] [--seconds 4]

Both run each command, one after the other, in empty folders. Where STONNE's run passes its own check, stonne has to
give the same cycles, counters (every byte), statistics (as JSON), names of files and mapper's reports, save for what
docs/deviations.md lists (deviations.py). Where STONNE aborts, hangs or fails its check, stonne has to give right
outputs or refuse with one reason. Anything else is a finding, printed with the command that repeats it: a command is
made of its number alone. --only leaves out the other operations and counts those that are left. Exits with 1 where
there is a finding; stopped with Ctrl-C it prints what it has.
"""

import argparse
import collections
import itertools
import shlex
import sys
import tempfile
from pathlib import Path

import deviations
from commands import SHARES, Command, command
from outcome import Outcome, differences, run

EQUAL, DOCUMENTED = "equal", "as documented"
FAILS_RIGHT, FAILS_REFUSED = "STONNE fails: right", "STONNE fails: refused"
DIFFERENT, REFUSED, BROKEN = "DIFFERENT", "REFUSED", "CRASH, HANG OR WRONG"
CLASSES = [EQUAL, DOCUMENTED, FAILS_RIGHT, FAILS_REFUSED, DIFFERENT, REFUSED, BROKEN]
FINDINGS = {DIFFERENT, REFUSED, BROKEN}


def main() -> int:
    arguments = parse_arguments()
    for row in deviations.missing_rows():
        sys.exit(f"docs/deviations.md has no row that begins with `{row}`")
    operations = arguments.only.split(",") if arguments.only else list(SHARES)
    for operation in operations:
        if operation not in SHARES:
            sys.exit(f"{operation} is no operation; there are {', '.join(SHARES)}")
    counts, rows = collections.Counter(), collections.Counter()
    try:
        for tried in itertools.islice(commands(arguments.first, operations), arguments.count):
            kind, detail = judge(tried, arguments)
            counts[kind, tried.operation] += 1
            if kind == DOCUMENTED:
                rows[detail] += 1
            elif kind in FINDINGS:
                report(tried, kind, detail, arguments)
    except KeyboardInterrupt:
        print("stopped")
    for row, count in rows.most_common():
        print(f"as documented {count} times: {row}")
    print_table(counts, operations)
    return 1 if any(counts[kind, operation] for kind in FINDINGS for operation in operations) else 0


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stonne", type=program, help="this project's program")
    parser.add_argument("other", type=program, metavar="other_stonne", help="STONNE, parameters/ beside it")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--only", help="operations, with commas between them")
    parser.add_argument("--seconds", type=int, default=4, help="of a processor, for each command")
    return parser.parse_args()


def program(path: str) -> Path:
    """Whole, since it is started in another folder."""
    if not Path(path).is_file():
        raise argparse.ArgumentTypeError(f"{path} is no file")
    return Path(path).resolve()


def commands(first: int, operations: list[str]):
    """Those of the operations, without an end."""
    return (tried for tried in map(command, itertools.count(first)) if tried.operation in operations)


def judge(tried: Command, arguments) -> tuple[str, str]:
    """The class of a command, and why it is in it."""
    with tempfile.TemporaryDirectory() as folder:
        ours, stonne = (
            run(binary, tried.arguments, Path(folder) / name, tried.has_output_folder, arguments.seconds)
            for name, binary in (("ours", arguments.stonne), ("stonne", arguments.other))
        )
    return classify(tried, ours, stonne)


def classify(tried: Command, ours: Outcome, stonne: Outcome) -> tuple[str, str]:
    if not (ours.passes or ours.refuses):
        return BROKEN, ours.summary
    if not stonne.passes:
        return FAILS_RIGHT if ours.passes else FAILS_REFUSED, stonne.summary
    found = differences(ours, stonne) if ours.passes else []
    if ours.passes and not found:
        return EQUAL, ""
    row = deviations.documented(deviations.DIFFERENT if found else deviations.REFUSED, tried)
    if row:
        return DOCUMENTED, row
    return (DIFFERENT, "; ".join(found)) if found else (REFUSED, ours.summary)


def report(tried: Command, kind: str, detail: str, arguments):
    """A finding in three lines: the reason, the command, and how to repeat the comparison."""
    print(f"command {tried.number}: {kind}: {detail}")
    print(f"  {shlex.join(tried.arguments)}")
    repeat = [sys.argv[0], arguments.stonne, arguments.other, "--first", tried.number, "--count", 1]
    print(f"  {shlex.join(map(str, repeat))}", flush=True)


def print_table(counts: collections.Counter, operations: list[str]):
    print(f"{'':24}" + "".join(f"{name:>12}" for name in [*operations, "all"]))
    for kind in CLASSES:
        row = [counts[kind, operation] for operation in operations]
        print(f"{kind:24}" + "".join(f"{count or '':12}" for count in [*row, sum(row)]))


if __name__ == "__main__":
    sys.exit(main())
