#pragma once

#include "CDatapath.h"

// Functions for an instruction set, and the choice among those of all. Other processors have the baseline alone.

#if defined(__x86_64__)
#define V3 __attribute__((target("arch=x86-64-v3")))
#define V4 __attribute__((target("arch=x86-64-v4,no-prefer-256-bit")))
#define CHOOSE(target, baseline, v3, v4)                                                                          \
  ((target) == CDATAPATH_X86_64_V4 ? (v4) : (target) == CDATAPATH_X86_64_V3 ? (v3) : (baseline))
#else
#define CHOOSE(target, baseline, v3, v4) (baseline)
#endif
