"""What the random commands are drawn of: machines, tiles, reduction networks, and how much work they are."""

from math import ceil, prod
from random import Random

NETWORKS = ["ASNETWORK", "FENETWORK", "TEMPORALRN"]
TARGETS = ["performance", "1", "energy", "2", "energy_efficiency", "3", "PERFORMANCE", "Energy", "none", "0"]
GENERATORS = ["auto", "mRNA", "MRNA", "StonneMapper", "STONNEMAPPER", "0", "1", "2"]
# Multipliers and rn_bw where adders share a wire of the bus: STONNE mostly hangs, so there are few of them.
SHARED_WIRES = {(8, 4), (32, 8), (64, 8), (128, 4), (128, 8), (512, 16)}


def chance(random: Random, share: float) -> bool:
    return random.random() < share


def power_of_two(random: Random, most: int) -> int:
    return 1 << random.randint(0, most.bit_length() - 1)


def line_of_multipliers(random: Random) -> dict:
    multipliers = random.choice([2, 4, 8, 8, 16, 16, 32, 32, 64, 64, 64, 128, 128, 256, 256, 512])
    if chance(random, 0.01):
        multipliers = 1
    reads, writes = (random.choice([1, multipliers, *[power_of_two(random, multipliers)] * 4]) for _ in range(2))
    if (multipliers, writes) in SHARED_WIRES and chance(random, 0.6):
        writes = multipliers
    if chance(random, 0.01):
        reads *= 2 * multipliers // reads
    if chance(random, 0.01):
        writes *= 2 * multipliers // writes
    return dict(num_ms=multipliers, dn_bw=reads, rn_bw=writes)


def part(random: Random, extent: int, most: int) -> int:
    """A tile's size along an extent: 1, all of it, something between, seldom more than there is."""
    size = random.choices([1, extent, random.randint(1, extent), extent + random.randint(1, 3)], (30, 30, 35, 5))[0]
    return max(1, min(size, most))


def parts(random: Random, extents: dict, multipliers: int) -> dict:
    """A tile that the multipliers can hold, drawn along the extents in any order."""
    sizes = {}
    for name in random.sample(list(extents), len(extents)):
        sizes[name] = part(random, extents[name], multipliers // prod(sizes.values()))
    return {name: sizes[name] for name in extents}


def reduction_network(random: Random, extents: dict, tile: dict, summed: tuple, multipliers: int) -> dict:
    """A reduction network and a buffer; mostly those that the tile can run with, for some of which it is cut."""
    network = random.choices(NETWORKS, (55, 30, 15))[0]
    buffer = random.choice([0, 0, 0, 1, 1, 1, 1, 2, 9])
    if chance(random, 0.9):
        if network == "TEMPORALRN":
            tile |= {name: 1 for name in summed}
        cluster = prod(tile[name] for name in summed)
        neurons = prod(tile.values()) // cluster
        folds = turns(extents, tile, summed) > 1
        has_forwarders = network == "ASNETWORK" and (cluster + 1) * neurons <= multipliers
        if folds and cluster == 1 and neurons > 1 and (buffer or not has_forwarders):
            network = "TEMPORALRN"
        if folds and not has_forwarders and network != "FENETWORK":
            buffer = buffer or 1
    return dict(rn_type=network, accumulation_buffer=buffer)


def generated_tile(random: Random) -> dict:
    flags = dict(generate_tile=random.choice(TARGETS), accumulation_buffer=random.choice([1] * 6 + [0]))
    return flags | (dict(generator=random.choice(GENERATORS)) if chance(random, 0.4) else {})


def sparsity(random: Random) -> int:
    return random.choice([0, 1, 98, 99, 100]) if chance(random, 0.2) else random.randint(0, 100)


def flags_of(tile: dict) -> dict:
    return {f"T_{name}": size for name, size in tile.items()}


def turns(extents: dict, tile: dict, names) -> int:
    return prod(ceil(extents[name] / tile[name]) for name in names)


def step_work(machine: dict, steps: int, window: int) -> float:
    """Of a tile that is stepped over a layer and reads a window each time, through fewer ports than multipliers."""
    multipliers, ports = machine["num_ms"], machine["dn_bw"]
    return steps * (8 + window / ports + min(window, multipliers / ports)) * multipliers


def generated_work(machine: dict, multiplications: int) -> float:
    return multiplications * machine["num_ms"] / min(machine["dn_bw"], machine["num_ms"])
