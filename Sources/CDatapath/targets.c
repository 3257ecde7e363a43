#include "CDatapath.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)

bool cdatapath_supports(enum cdatapath_target target) {
  __builtin_cpu_init();
  switch (target) {
  case CDATAPATH_X86_64_V4: return __builtin_cpu_supports("x86-64-v4");
  case CDATAPATH_X86_64_V3: return __builtin_cpu_supports("x86-64-v3");
  case CDATAPATH_BASELINE: return true;
  }
  return false;
}

#else

bool cdatapath_supports(enum cdatapath_target target) { return target == CDATAPATH_BASELINE; }

#endif

enum cdatapath_target cdatapath_best_target(void) {
  const char *asked = getenv("STONNE_KERNELS");
  if (asked && strcmp(asked, "base") == 0) return CDATAPATH_BASELINE;
  const bool takes_v4 = !asked || strcmp(asked, "v3") != 0;
  if (takes_v4 && cdatapath_supports(CDATAPATH_X86_64_V4)) return CDATAPATH_X86_64_V4;
  if (cdatapath_supports(CDATAPATH_X86_64_V3)) return CDATAPATH_X86_64_V3;
  return CDATAPATH_BASELINE;
}
