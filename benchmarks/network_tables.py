"""docs/benchmarks.md out of the runs of network_runs.py."""

from collections import defaultdict

# One machine of each controller: those of the table with every network.
REPRESENTATIVES = ["maeri_256mses_128_bw", "sigma_256mses_128_bw", "magma_128mses_128_bw", "tpu_16_16_pes"]
PREAMBLE = """# Benchmarks

The four networks of STONNE's README (AlexNet, SSD-MobileNet, SSD-ResNet, BERT) and four more, whole, on every
architecture with 128 and with 256 multipliers, dense and pruned by magnitude. `make benchmarks` makes this page
from the manifests in [benchmarks/networks](../benchmarks/networks); the models come from `make models`.

Every run was held against the reference executor on the same pruned weights (`--check`): {verdict}. Cycles and
energy are exact and the same everywhere; energy is in the units of STONNE's table, which states none. Wall times
are of one run on 2 threads of a shared machine, numerics included, and say no more than their order of magnitude.
"""


def page(runs: list) -> str:
    """The whole page as Markdown."""
    passed = sum(run.report["check"]["passed"] for run in runs)
    verdict = f"all {passed} pass" if passed == len(runs) else f"{passed} of {len(runs)} pass"
    text = PREAMBLE.format(verdict=verdict) + "\n" + overview(runs) + machines(runs)
    for network in dict.fromkeys(run.network for run in runs):
        text += by_layer_type(network, [run for run in runs if run.network == network])
    return text


def overview(runs: list) -> str:
    rows = []
    for run in runs:
        if run.machine in REPRESENTATIVES:
            totals, check = run.report["totals"], run.report["check"]
            verdict = "" if check["passed"] else " **failed**"
            rows.append(
                [run.network, run.machine, percent(run.sparsity, 0), f"{totals['cycles']:,}",
                 percent(totals["utilization"]), f"{totals['energy']['total']:,.0f}",
                 f"{totals['wall_seconds']:.2f}", f"{check['max_abs_error']:.1e}",
                 f"{check['max_rel_error']:.1e}{verdict}"]
            )
    titles = ["Network", "Machine", "Pruned", "Cycles", "Utilization", "Energy", "Wall s", "Largest error", "relative"]
    return f"## {len(rows)} runs\n\n" + table(titles, rows, left=2)


def machines(runs: list) -> str:
    """Cycles of every machine, and what pruning saves there."""
    cycles = {(run.network, run.machine, run.sparsity): run.report["totals"]["cycles"] for run in runs}
    names = list(dict.fromkeys(run.machine for run in runs))
    networks = list(dict.fromkeys(run.network for run in runs))
    text = "\n## Cycles by machine\n"
    for sparsity in dict.fromkeys(run.sparsity for run in runs):
        rows = [
            [network] + [f"{cycles[network, name, sparsity]:,}" if (network, name, sparsity) in cycles else "-" for name in names]
            for network in networks
        ]
        text += f"\n{percent(sparsity, 0)} pruned:\n\n" + table(["Network", *names], rows, left=1)
    peaks = [(network, max(run.peak_bytes for run in runs if run.network == network)) for network in networks]
    listed = ", ".join(f"{network} {peak / 2**20:,.0f}" for network, peak in peaks)
    return text + f"\nPeak memory of a process that runs all machines, in MiB: {listed}.\n"


def by_layer_type(network: str, runs: list) -> str:
    rows = []
    for run in runs:
        capacity = multipliers(run.report["hardware"])
        kinds = defaultdict(lambda: [0, 0, 0.0, 0.0, 0])
        for layer in run.report["layers"]:
            if layer["device"] == "accelerator":
                sums = kinds[layer_type(layer)]
                sums[0] += 1
                sums[1] += layer["cycles"]
                sums[2] += layer["utilization"] * layer["cycles"] * capacity
                sums[3] += layer["energy"]["total"]
                sums[4] += layer["macs"]
        for kind, (count, cycles, products, energy, macs) in sorted(kinds.items()):
            utilization = products / (cycles * capacity) if cycles else 0
            rows.append(
                [run.machine, percent(run.sparsity, 0), kind, str(count), f"{macs / 1e6:,.1f}", f"{cycles:,}",
                 percent(cycles / run.report["totals"]["cycles"]), percent(utilization), f"{energy:,.0f}"]
            )
    titles = ["Machine", "Pruned", "Layers", "Number", "MMAC", "Cycles", "Share", "Utilization", "Energy"]
    return f"\n## {network}\n\n" + table(titles, rows, left=3)


def multipliers(hardware: dict) -> int:
    mesh = hardware["multiplier_network"] != "LINEAR"
    return hardware["ms_rows"] * hardware["ms_cols"] if mesh else hardware["multipliers"]


def layer_type(layer: dict) -> str:
    """Depthwise convolutions apart, and MatMul by whether one side is a weight."""
    if layer["op_type"] == "MatMul":
        return "MatMul, weights" if layer["sparsity"]["weights"] is not None else "MatMul, activations"
    if layer["op_type"] == "Gemm":
        return "Gemm"
    batch, channels = layer["output_shapes"][0][:2]
    # A direct convolution has its groups inside, an im2col one is a run a group.
    groups = layer["shape"].get("G", layer["runs"] // batch)
    return "Conv, depthwise" if groups == channels > 1 else "Conv"


def percent(share: float, decimals: int = 1) -> str:
    return f"{100 * share:.{decimals}f} %"


def table(titles: list[str], rows: list[list[str]], left: int) -> str:
    """A Markdown table whose first `left` columns are text."""
    rule = ["---"] * left + ["---:"] * (len(titles) - left)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in [titles, rule, *rows])
