#if defined(__x86_64__)
// Without no-prefer-256-bit clang keeps to half of each register.
#define CK_NAME v4
#define CK_LANES 16
#define CK_ROWS 14
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4,no-prefer-256-bit"))), apply_to = function)
#include "kernels.inc"
#pragma clang attribute pop
#endif
