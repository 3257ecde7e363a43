#!/usr/bin/env python3
"""Times single layers against what STONNE's own simulator took for them.

    single_layers.py STONNE [ENGINE]

Each layer runs through STONNE's command line: the whole process, values and check of the outputs
included; the best of three runs counts. STONNE's seconds are those of its whole runs on a machine of
this kind, or (~) its cycles divided by its rate there. The exit code is 1 where cycles differ.
"""

import re
import subprocess
import sys
import time

BERT = "-DenseGEMM -M=128 -N=768 -K=768 -num_ms=256 -dn_bw=64 -rn_bw=64"
MOBILENET = (
    "-CONV -R=1 -S=1 -C=512 -K=512 -X=14 -Y=14 -num_ms=256 -dn_bw=64 -rn_bw=64"
    " -T_R=1 -T_S=1 -T_C=16 -T_K=4 -T_X_=2"
)
ALEXNET = "-CONV -R=5 -S=5 -C=96 -K=256 -G=2 -X=31 -Y=31 -num_ms=64 -dn_bw=16 -rn_bw=16 -T_R=5 -T_S=5 -T_K=2"

# Name, flags, STONNE's cycles, STONNE's seconds, whether those are extrapolated.
LAYERS = [
    ("BERT GEMM, ASNETWORK with buffer", BERT + " -T_M=4 -T_N=4 -T_K=16 -accumulation_buffer=1", 1_218_816, 223, False),
    ("BERT GEMM, without buffer", BERT + " -T_M=4 -T_N=4 -T_K=8", 4_416_576, 800, True),
    ("BERT GEMM, FENETWORK", BERT + " -T_M=4 -T_N=4 -T_K=16 -rn_type=FENETWORK", 1_218_816, 220, True),
    ("BERT GEMM, TEMPORALRN", BERT + " -T_M=16 -T_N=16 -T_K=1 -accumulation_buffer=1 -rn_type=TEMPORALRN", 1_217_088, 220, True),
    ("MobileNet pointwise, with buffer", MOBILENET + " -accumulation_buffer=1", 1_623_424, 178, False),
    ("MobileNet pointwise, without buffer", MOBILENET, 3_141_632, 340, True),
    ("AlexNet conv2, with buffer", ALEXNET + " -accumulation_buffer=1", 5_002_496, 197, True),
    ("AlexNet conv2, without buffer", ALEXNET, 39_608_320, 1500, True),
]

SIGMA = "-SparseGEMM -num_ms={} -dn_bw={} -rn_bw={} -M={} -N={} -K={} -MK_sparsity={} -KN_sparsity={} -dataflow={}"
KEEP_MK, KEEP_KN = "MK_STA_KN_STR", "MK_STR_KN_STA"

SPARSE_LAYERS = [
    ("SIGMA, 16 of ResNet's 3x3 filters", SIGMA.format(256, 64, 64, 16, 196, 2304, 80, 50, KEEP_MK), 25_624, 28.2, False),
    ("SIGMA, 16 tokens of BERT", SIGMA.format(256, 128, 64, 768, 16, 768, 80, 0, KEEP_MK), 35_746, 108.6, False),
    ("SIGMA, 24 features of BERT", SIGMA.format(256, 128, 64, 24, 128, 768, 80, 0, KEEP_MK), 6_508, 18.9, False),
    ("SIGMA, 24 columns of BERT kept", SIGMA.format(128, 64, 64, 128, 24, 768, 0, 80, KEEP_KN), 12_862, 9.6, False),
    ("SIGMA, 3x3 filters at 95 %, largest first", SIGMA.format(256, 64, 16, 64, 196, 576, 95, 50, KEEP_MK) + " -optimize=1", 4_805, 6.2, False),
    ("SIGMA, two read ports, largest first", SIGMA.format(256, 2, 64, 136, 161, 116, 10, 29, KEEP_KN) + " -optimize=1", 715_441, 95.3, False),
    ("SIGMA, ResNet 3x3 convolution", SIGMA.format(256, 128, 64, 256, 196, 2304, 80, 50, KEEP_MK), 208_295, 450, True),
    ("SIGMA, BERT projection", SIGMA.format(256, 128, 64, 768, 128, 768, 80, 0, KEEP_MK), 206_434, 600, True),
    ("SIGMA, BERT projection, weights kept", SIGMA.format(128, 64, 64, 128, 768, 768, 0, 80, KEEP_KN), 400_285, 310, True),
]


def run(stonne, flags, engine):
    arguments = [stonne, *flags.split(), "-print_stats=0", f"-engine={engine}"]
    start = time.monotonic()
    output = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout
    seconds = time.monotonic() - start
    return int(re.search(r"Number of cycles running: (\d+)", output)[1]), seconds


def main():
    stonne = sys.argv[1]
    engine = sys.argv[2] if len(sys.argv) > 2 else "fast"
    print(f"| layer ({engine} engine) | cycles | seconds | STONNE | times faster |")
    print("|---|---|---|---|---|")
    differs = False
    for name, flags, expected, recorded, extrapolated in LAYERS + SPARSE_LAYERS:
        runs = [run(stonne, flags, engine) for _ in range(3 if engine == "fast" else 1)]
        cycles, seconds = runs[0][0], min(seconds for _, seconds in runs)
        differs = differs or cycles != expected
        mark = "" if cycles == expected else f" (STONNE {expected:,})"
        about = "~" if extrapolated else ""
        print(f"| {name} | {cycles:,}{mark} | {seconds:.3f} | {about}{recorded} | {recorded / seconds:,.0f} |", flush=True)
    sys.exit(1 if differs else 0)


if __name__ == "__main__":
    main()
