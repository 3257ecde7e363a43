#pragma once

// The simulator's arithmetic: every product is rounded to float, then every addition, in an order that the
// hardware gives. No fused multiply-add, on no processor: results are the same bits everywhere.

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Instruction sets that kernels are compiled for; all of them give the same bits.
enum cdatapath_target { CDATAPATH_BASELINE, CDATAPATH_X86_64_V3, CDATAPATH_X86_64_V4 };

/// Whether this processor can run kernels of `target`.
bool cdatapath_supports(enum cdatapath_target target);

/// The best target that this processor supports.
enum cdatapath_target cdatapath_best_target(void);

/// Floats that `cdatapath_sequential_product` needs as working memory.
size_t cdatapath_panel_floats(void);

/// One accumulator an output: `out[i][j] = (..(a[i][0]*b[j][0] + a[i][1]*b[j][1]) + ..) + a[i][k-1]*b[j][k-1]`.
///
/// `a` is m x k, `b` is n x k (transposed), `out` is m x n, all row-major; m, n and k are at least 1.
void cdatapath_sequential_product(enum cdatapath_target target, size_t m, size_t n, size_t k, const float *a,
                                  const float *b, float *out, float *panel);

#ifdef __cplusplus
}
#endif
