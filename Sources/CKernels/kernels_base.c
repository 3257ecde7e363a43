#define CK_NAME base
#define CK_LANES 4
#define CK_ROWS 4
#include "kernels.inc"
