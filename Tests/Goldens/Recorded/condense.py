#!/usr/bin/env python3
"""Condenses logs of STONNE runs to what the tests need.

    condense.py FULL.jsonl > NAME.jsonl               the runs whose outputs STONNE found right
    condense.py --failed FULL.jsonl ... > failed.jsonl  the others: how they ended
"""

import json
import sys


def passed(run):
    return {
        "args": run["args"],
        "cycles": run["cycles"],
        "counters": run["counters_sha256"],
        "statistics": run["stats_sha256"],
    }


def failed(run):
    ending = "segmentation fault" if run["rc"] == -11 else "wrong outputs" if "cycles" in run else "abort"
    kept = {"args": run["args"], "ending": ending}
    return kept | {"cycles": run["cycles"]} if "cycles" in run else kept


wants_failed = sys.argv[1] == "--failed"
for path in sys.argv[2:] if wants_failed else sys.argv[1:]:
    for line in open(path):
        run = json.loads(line)
        if run["passed"] != wants_failed:
            kept = failed(run) if wants_failed else passed(run)
            print(json.dumps(kept, separators=(",", ":")))
