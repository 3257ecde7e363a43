"""Random commands of STONNE's command line, each made of its number alone.

A command is a layer, a machine and a tile, mostly such as STONNE can run: what a tile needs (a buffer where it folds,
another reduction network, no stride) is given to nine in ten, the others stay as they were drawn. One in twenty then
gets an argument that is odd or wrong (odd_arguments.py). Layers are small enough that STONNE ends within seconds.
"""

from dataclasses import dataclass
from math import prod
from random import Random

from choices import (
    NETWORKS, chance, flags_of, generated_tile, generated_work, line_of_multipliers, part, parts, power_of_two,
    reduction_network, sparsity, step_work, turns,
)
from odd_arguments import with_odd_argument

# What STONNE takes where a flag is not given.
MACHINE = dict(num_ms=64, dn_bw=4, rn_bw=4, rn_type="ASNETWORK", print_stats=1)
LINE = dict(MACHINE, accumulation_buffer=0)
PRODUCT = dict(LINE, M=1, N=1, K=3, T_M=1, T_N=1, T_K=1, mn_type="LINEAR", mem_ctrl="MAERI_DENSE_WORKLOAD")
LAYER = dict(R=1, S=3, C=1, K=1, G=1, N=1, X=1, Y=3, strides=1)
TILE = dict(T_R=1, T_S=3, T_C=1, T_K=1, T_G=1, T_N=1, T_X_=1, T_Y_=1)
DEFAULTS = {
    "CONV": LINE | LAYER | TILE,
    "FC": PRODUCT,
    "DenseGEMM": PRODUCT,
    "mesh": PRODUCT | dict(ms_rows=0, ms_cols=0),
    "SparseGEMM": MACHINE | dict(M=4, N=4, K=8, MK_sparsity=20, KN_sparsity=20, dataflow="MK_STA_KN_STR", optimize=0),
    "SparseDense": MACHINE | dict(accumulation_buffer=1, M=32, N=16, K=32, MK_sparsity=70, T_N=4, T_K=8),
}
SHARES = dict(CONV=30, FC=9, DenseGEMM=9, mesh=15, SparseGEMM=20, SparseDense=17)

GROUPS = [1, 1, 1, 1, 2, 2, 3, 4, 8]
CHANNELS = [*range(1, 9), 10, 13, 16]
BATCHES = [1, 1, 1, 1, 1, 1, 2, 3]
EXTENTS = [1, 1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 17, 24, 31, 32, 33, 40]
LAYER_NAMES = ["conv1", "a b", "x=y", "Schicht-ä", "l.1", "%s%d", '"q"', "0", "a\\b", "it's"]
MOST_WORK = 3_000_000  # multipliers times cycles, about: STONNE does some millions a second


@dataclass
class Command:
    """`operation` is one of SHARES: "mesh" is a DenseGEMM or FC on a mesh."""

    number: int
    operation: str
    arguments: list[str]
    has_output_folder: bool

    @property
    def given(self) -> list[tuple[str, str]]:
        """The flags and their texts; of one that comes twice the last counts."""
        return [tuple(argument[1:].split("=", 1)) for argument in self.arguments[1:] if "=" in argument]

    def count(self, flag: str) -> int:
        """A flag as a number, its default where it is not given; 0 where it is none."""
        text = str(dict(self.given).get(flag, DEFAULTS[self.operation].get(flag, "")))
        return int(text) if text.isdecimal() else 0


def command(number: int) -> Command:
    random = Random(number)
    operation = random.choices(list(SHARES), SHARES.values())[0]
    work = MOST_WORK + 1
    while work > MOST_WORK:
        flags, work = MAKERS[operation](random)
    if chance(random, 0.1):
        flags["print_stats"] = random.choice([0, 1])
    if chance(random, 0.08):
        flags["layer_name"] = random.choice(LAYER_NAMES)
    word = random.choice(["FC", "DenseGEMM"]) if operation == "mesh" else operation
    arguments = [f"-{word}", *texts(random, flags, DEFAULTS[operation])]
    if chance(random, 0.05):
        arguments = with_odd_argument(random, arguments)
    return Command(number, operation, arguments, has_output_folder=chance(random, 0.5))


def texts(random: Random, flags: dict, defaults: dict) -> list[str]:
    """The flags in any order; now and then one that has its default is left out."""
    given = {flag: value for flag, value in flags.items() if value != defaults.get(flag) or chance(random, 0.7)}
    arguments = [f"-{flag}={value}" for flag, value in given.items()]
    random.shuffle(arguments)
    return arguments


def convolution(random: Random) -> tuple[dict, float]:
    machine = line_of_multipliers(random)
    multipliers = machine["num_ms"]
    groups, channels, filters = (random.choice(some) for some in (GROUPS, CHANNELS, CHANNELS))
    R = random.choice([1, 1, 2, 3, 3, 3, 4, 5, 5, 7])
    S = random.choice([R, R, 1, 2, 3, 4, 5, 7])
    X, Y = (side + random.choice([0, 0, 1, 2, 3, 4, 5, 7, 9, 12, 16]) for side in (R, S))
    stride = random.choice([1, 1, 1, 1, 1, 2, 2, 3, 4])
    layer = dict(R=R, S=S, C=channels * groups, K=filters * groups, G=groups, N=random.choice(BATCHES))
    layer |= dict(X=X, Y=Y, strides=stride)
    extents = layer | dict(C=channels, K=filters, X_=(X - R) // stride + 1, Y_=(Y - S) // stride + 1)
    extents = {name: extents[name] for name in ("R", "S", "C", "K", "G", "N", "X_", "Y_")}
    if chance(random, 0.15):
        is_too_large = R * S > multipliers and chance(random, 0.9)
        work = MOST_WORK + 1 if is_too_large else generated_work(machine, prod(extents.values()))
        return machine | layer | generated_tile(random), work
    tile = parts(random, extents, multipliers)
    if tile["G"] > 1 and chance(random, 0.7):
        tile["N"] = 1
    if stride > 1 and chance(random, 0.6):
        tile |= dict(X_=1, Y_=1)
    reduction = reduction_network(random, extents, tile, ("R", "S", "C"), multipliers)
    window = (tile["R"] + (tile["X_"] - 1) * stride) * (tile["S"] + (tile["Y_"] - 1) * stride)
    window *= tile["C"] * tile["G"] * tile["N"]
    steps = turns(extents, tile, "KGNRSC") * (1 + turns(extents, tile, ("X_", "Y_")))
    return machine | layer | flags_of(tile) | reduction, step_work(machine, steps, window)


def product(random: Random) -> tuple[dict, float]:
    machine = line_of_multipliers(random)
    extents = extents_of(random, M=[64, 100], N=[50], K=[64, 100, 200, 300])
    if chance(random, 0.2):
        return machine | extents | generated_tile(random), generated_work(machine, prod(extents.values()))
    tile = parts(random, extents, machine["num_ms"])
    reduction = reduction_network(random, extents, tile, ("K",), machine["num_ms"])
    steps = turns(extents, tile, "NK") * (1 + turns(extents, tile, "M"))
    flags = machine | extents | flags_of(tile) | reduction
    if chance(random, 0.1):
        flags["mn_type"] = random.choice(["LINEAR", "LINEAR", "0"])
    if chance(random, 0.02):
        flags["mem_ctrl"] = random.choice(["SIGMA_SPARSE_GEMM", "MAGMA_SPARSE_DENSE", "TPU_OS_DENSE"])
    return flags, step_work(machine, steps, tile["M"] * tile["K"])


def mesh(random: Random) -> tuple[dict, float]:
    rows = random.choice([1, 2, 2, 4, 4, 8, 8, 16])
    columns = rows if chance(random, 0.96) else random.choice([1, 2, 4, 8, 16])
    extents = extents_of(random, M=[64], N=[64], K=[64])
    cap = 0 if chance(random, 0.95) else 1
    tile = dict(M=part(random, extents["M"], rows + cap), N=part(random, extents["N"], columns + cap))
    tile["K"] = 1 if chance(random, 0.6) else part(random, extents["K"], max(1, rows * columns // prod(tile.values())))
    flags = extents | flags_of(tile) | dict(ms_rows=rows, ms_cols=columns)
    flags |= dict(mn_type="OS_MESH", mem_ctrl="TPU_OS_DENSE", rn_type="TEMPORALRN")
    flags |= dict(dn_bw=power_of_two(random, 2 * rows), accumulation_buffer=random.choice([0, 1, 1, 1, 3]))
    flags |= dict(rn_bw=random.choice([rows * columns, rows, power_of_two(random, 512)]))
    flags |= dict(num_ms=random.choice([64, 64, rows * columns, rows * columns, 2, 16, 128, 256, 512]))
    last = (tile["M"] - 1) * columns + tile["N"] - 1
    if last // flags["rn_bw"] > flags["num_ms"] // flags["rn_bw"] and chance(random, 0.9):
        flags["num_ms"] = rows * columns
    if tile["K"] < extents["K"] and 2 * prod(tile.values()) > flags["num_ms"] and chance(random, 0.9):
        flags["accumulation_buffer"] = 1
    if chance(random, 0.1):
        flags |= generated_tile(random)
    if chance(random, 0.05):
        flags |= random.choice([dict(mn_type="LINEAR"), dict(mem_ctrl=PRODUCT["mem_ctrl"]), dict(rn_type="ASNETWORK")])
    return flags, turns(extents, tile, "MN") * (extents["K"] + 40) * rows * columns


def sparse_sparse(random: Random) -> tuple[dict, float]:
    machine = line_of_multipliers(random)
    extents = extents_of(random, M=[], N=[], K=[50, 64, 100, 150])
    if extents["K"] < 3 and chance(random, 0.8):
        extents["K"] = 3
    flags = machine | extents | dict(MK_sparsity=sparsity(random), KN_sparsity=sparsity(random))
    flags |= dict(dataflow=random.choice(["MK_STA_KN_STR", "MK_STR_KN_STA"]), optimize=random.choice([0, 0, 1]))
    if chance(random, 0.02):
        flags |= random.choice([dict(dataflow="CNN_DATAFLOW"), dict(optimize=2), dict(optimize=3)])
    if chance(random, 0.02):
        # The last three are flags that SparseGEMM does not have.
        flags |= random.choice([dict(MK_sparsity=150), dict(rn_type="ASNETWORK"), dict(T_K=2), dict(generate_tile=1)])
    return flags, 3 * generated_work(machine, prod(extents.values()))


def sparse_dense(random: Random) -> tuple[dict, float]:
    machine = line_of_multipliers(random)
    extents = extents_of(random, N=[], K=[50, 64, 100, 150])
    rows = random.choice(EXTENTS)
    network = random.choices(NETWORKS, (90, 4, 6))[0]
    flags = machine | extents | dict(M=rows, rn_type=network, MK_sparsity=sparsity(random))
    flags |= dict(accumulation_buffer=random.choice([1] * 16 + [0, 2, 17]))
    if chance(random, 0.25):
        flags |= generated_tile(random) | dict(accumulation_buffer=flags["accumulation_buffer"])
    tile = parts(random, extents, machine["num_ms"])
    if tile["K"] == 1 and extents["K"] > 1 and tile["N"] > 1 and chance(random, 0.7):
        tile["N"] = 1
    if network == "TEMPORALRN" and chance(random, 0.8):
        tile["K"] = 1
    work = rows * prod(extents.values()) * machine["num_ms"] / min(machine["dn_bw"], extents["K"])
    return flags | flags_of(tile), work


MAKERS = dict(
    CONV=convolution, FC=product, DenseGEMM=product, mesh=mesh, SparseGEMM=sparse_sparse, SparseDense=sparse_dense
)


def extents_of(random: Random, **more: list[int]) -> dict:
    """An extent for each name, of those for all and of more."""
    return {name: random.choice(EXTENTS + some) for name, some in more.items()}
