#if defined(__x86_64__)
#define CK_NAME v3
#define CK_LANES 8
#define CK_ROWS 6
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#include "kernels.inc"
#pragma clang attribute pop
#endif
