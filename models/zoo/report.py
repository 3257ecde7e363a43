"""The page docs/models.md, which `make check-models` can write."""

import os
from pathlib import Path

import onnxruntime

from zoo.table import MODELS, Model

HEAD = """\
# Whole models against onnxruntime

Written by `make check-models MARKDOWN=docs/models.md` after `make models`; not edited by hand.

Reference executor against onnxruntime {version} on {machine}, 2 threads each, medians of runs that take
turns. Expected outputs are onnxruntime's with its graph optimisations off, its times those with all of
them on. Errors are the largest over all outputs and data sets: absolute, and as a share of the output's
largest magnitude. Where outputs are compared as sets or by class, the elementwise errors only inform.

{summary}.

| model | outputs | abs. error | rel. error | stonne ms | onnxruntime ms | ratio |
|---|---|---|---|---|---|---|
"""

SOURCES = """
## Where they are from

`trained` weights are real ones; `random` ones have seed 0 and, where there is batch normalisation, statistics
that fit them, so that activations neither vanish nor overflow. Their accuracy means nothing.

| model | weights | source | licence | compared by |
|---|---|---|---|---|
"""


def markdown(rows: list, summary: str) -> str:
    """The page for rows as check_models.py has them."""
    page = HEAD.format(version=onnxruntime.__version__, machine=machine(), summary=summary[:1].upper() + summary[1:])
    for row in rows:
        page += f"| `{row.name}` | {row.verdict}{': ' + row.fault if row.fault else ''} | {row.absolute:.1e} "
        page += f"| {row.relative:.1e} | {row.ours:.1f} | {row.theirs:.1f} | {row.ratio:.2f} |\n"
    missing = [f"`{name}`" for name in MODELS if name not in {row.name for row in rows}]
    if missing:
        page += f"\nNot in this run: {', '.join(missing)}.\n"
    known: list[tuple[str, Model]] = [(row.name, MODELS[row.name]) for row in rows if row.name in MODELS]
    return page + SOURCES + "".join(
        f"| `{name}` | {model.weights} | {model.source} | {model.licence} | {model.compare} |\n"
        for name, model in known
    )


def machine() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = {line.partition(":")[2].strip() for line in lines if line.startswith("model name")}
    return f"{' and '.join(sorted(names))}, {os.cpu_count()} processors"
