"""What STONNE runs and stonne refuses, or runs in another way: rows of docs/deviations.md, and the commands of each.

Whatever else differs or is refused is a finding.
"""

from pathlib import Path

from commands import DEFAULTS, Command

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "deviations.md"
TARGETS = {"none", "performance", "energy", "energy_efficiency", "0", "1", "2", "3"}
GENERATORS = {"auto", "mrna", "stonnemapper", "0", "1", "2"}


def has_odd_number(command: Command) -> bool:
    defaults = DEFAULTS[command.operation]
    return any(isinstance(defaults.get(flag), int) and not text.isdecimal() for flag, text in command.given)


def has_odd_layer_name(command: Command) -> bool:
    return any(len(text.encode()) > 120 or "/" in text for flag, text in command.given if flag == "layer_name")


def has_unknown_mapper(command: Command) -> bool:
    accepted = dict(generate_tile=TARGETS, generator=GENERATORS)
    return any(text.lower() not in accepted[flag] for flag, text in command.given if flag in accepted)


def has_odd_ordering(command: Command) -> bool:
    return any(text not in ("0", "1") for flag, text in command.given if flag == "optimize")


def has_single_products(command: Command) -> bool:
    return command.operation == "SparseGEMM" and command.count("K") == 1


def has_one_multiplier(command: Command) -> bool:
    return command.operation != "mesh" and command.count("num_ms") == 1


def lacks_inputs_of_the_bus(command: Command) -> bool:
    """An accumulator beyond the inputs that the bus has: STONNE reads behind them, which need not end it."""
    last = (command.count("T_M") - 1) * command.count("ms_cols") + command.count("T_N") - 1
    lines = max(command.count("rn_bw"), 1)
    return command.operation == "mesh" and last // lines > command.count("num_ms") // lines


def mixes_networks(command: Command) -> bool:
    """A mesh whose reduction network is a tree: STONNE aborts, save for ASNETWORK and tiles of one column."""
    given = dict(command.given)
    return command.operation == "mesh" and given.get("rn_type") not in ("TEMPORALRN", "2")


def adds_across_multipliers(command: Command) -> bool:
    """Of tiles that STONNE adds up wrongly: its outputs are right by chance, where all operands are zero."""
    given = dict(command.given)
    is_wide = command.count("T_K") > 1 or "generate_tile" in given
    return command.operation == "SparseDense" and given.get("rn_type") == "TEMPORALRN" and is_wide


def adds_parts_of_rows(command: Command) -> bool:
    """By mRNA, whose report is then without the additions."""
    given = dict(command.given)
    is_mrna = given.get("generator", "").lower() in ("mrna", "1")
    return is_mrna and "generate_tile" in given and command.count("K") > command.count("num_ms") ** 2


# What the first cell of the row begins with, and whether a command may fall under it.
REFUSED = {
    "Numbers with trailing text": has_odd_number,
    "Layer names of any length": has_odd_layer_name,
    "An unknown target or generator": has_unknown_mapper,
    "`-optimize` with another even number": has_odd_ordering,
    "K = 1": has_single_products,
    "Arrays of one multiplier": has_one_multiplier,
    "A used accumulator that the collection bus": lacks_inputs_of_the_bus,
    "Another controller, multiplier or reduction network": mixes_networks,
    "TEMPORALRN with T_K above 1": adds_across_multipliers,
}
# Another tile runs where that of STONNE's mapper cannot, or the mapper's report has more.
DIFFERENT = {
    "TEMPORALRN with T_K above 1": adds_across_multipliers,
    "mRNA, rows of more than ms_size^2 elements": adds_parts_of_rows,
}


def documented(rows: dict, command: Command) -> str | None:
    """The row that a command falls under."""
    return next((row for row, applies in rows.items() if applies(command)), None)


def missing_rows() -> list[str]:
    """Rows that the document no longer has."""
    text = DOCUMENT.read_text()
    return [row for row in REFUSED | DIFFERENT if f"\n| {row}" not in text]
