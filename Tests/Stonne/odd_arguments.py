"""Arguments that are odd or wrong: STONNE takes some of them, and tells of few that it does not."""

from random import Random

NUMBERS = ["3x", "-1", "", "abc", "1e2", "99999999999", "0x10", "+4", " 4", "04", "4 ", "4.0"]
UNKNOWN = ["foo=3", "foo=bar", "T_Q=1", "numms=16", "R", "NUM_MS=64", "num_ms", ""]
EXTENTS = ["R", "K", "C", "N", "M", "X", "G", "T_K", "T_N", "T_M", "T_S", "strides"]
LAYER_NAMES = ["sub/dir", "/abs", "../up", ".", "", "x" * 121, "x" * 300]
TYPES = ["rn_type=0", "rn_type=1", "rn_type=2", "rn_type=asnetwork", "rn_type=FOO", "mn_type=LINEAR", "mn_type=1"]


def with_odd_argument(random: Random, arguments: list[str]) -> list[str]:
    return random.choice(CHANGES)(random, list(arguments))


def unknown_flag(random: Random, arguments: list[str]) -> list[str]:
    return inserted(random, arguments, random.choice(UNKNOWN))


def impossible_machine(random: Random, arguments: list[str]) -> list[str]:
    flag = random.choice(["num_ms", "dn_bw", "rn_bw"])
    return [*arguments, f"-{flag}={random.choice(['0', '3', '48', '100', '-4'])}"]


def odd_number(random: Random, arguments: list[str]) -> list[str]:
    place = random.randrange(1, len(arguments)) if len(arguments) > 1 else 0
    arguments[place] = f"{arguments[place].split('=')[0]}={random.choice(NUMBERS)}"
    return arguments


def odd_switch(random: Random, arguments: list[str]) -> list[str]:
    return [*arguments, f"-print_stats={random.choice(['2', '-1', 'true', ''])}"]


def odd_type(random: Random, arguments: list[str]) -> list[str]:
    return [*arguments, f"-{random.choice(TYPES)}"]


def odd_mapper(random: Random, arguments: list[str]) -> list[str]:
    flag = random.choice(["generate_tile", "generator"])
    return [*arguments, f"-{flag}={random.choice(['none', '0', 'foo', '4', '', 'Performance'])}"]


def nothing(random: Random, arguments: list[str]) -> list[str]:
    return [*arguments, f"-{random.choice(EXTENTS)}=0"]


def wrong_operation(random: Random, arguments: list[str]) -> list[str]:
    return [random.choice(["-conv", "-Conv", "-Foo", "-GEMM", "-SPARSEGEMM"]), *arguments[1:]]


def repeated_flag(random: Random, arguments: list[str]) -> list[str]:
    """The last one counts."""
    return inserted(random, arguments, random.choice(["num_ms=2", "M=2", "K=2", "rn_type=FENETWORK", "print_stats=0"]))


def odd_layer_name(random: Random, arguments: list[str]) -> list[str]:
    return [*arguments, f"-layer_name={random.choice(LAYER_NAMES)}"]


CHANGES = [
    unknown_flag, impossible_machine, odd_number, odd_number, odd_switch, odd_type, odd_mapper, nothing,
    wrong_operation, repeated_flag, odd_layer_name,
]


def inserted(random: Random, arguments: list[str], text: str) -> list[str]:
    place = random.randint(1, len(arguments))
    return [*arguments[:place], f"-{text}", *arguments[place:]]
