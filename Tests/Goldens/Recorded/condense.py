#!/usr/bin/env python3
"""Condenses a log of STONNE runs to what the tests compare: condense.py FULL.jsonl > NAME.jsonl"""

import json
import sys

for line in open(sys.argv[1]):
    run = json.loads(line)
    if run["passed"]:
        kept = {
            "args": run["args"],
            "cycles": run["cycles"],
            "counters": run["counters_sha256"],
            "statistics": run["stats_sha256"],
        }
        print(json.dumps(kept, separators=(",", ":")))
