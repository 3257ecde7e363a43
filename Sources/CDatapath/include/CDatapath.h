#pragma once

// The simulator's arithmetic: every product is rounded to float, then every addition, in an order that the
// hardware gives. No fused multiply-add, on no processor: results are the same bits everywhere.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

/// The order in which an adder tree adds up the products of a cluster of multipliers: the sum in a register takes
/// in another one's, step by step; register i begins with the product of lane i.
struct cdatapath_addition_order {
  size_t lanes;
  /// Lane 0 has no element: register 0 begins with the sum so far, which the cluster's sum replaces.
  bool takes_sum;
  /// `additions` pairs: the register that takes in, and the one that it takes in.
  const uint32_t *pairs;
  size_t additions;
  /// The register that holds the cluster's sum in the end.
  size_t result;
};

/// Outputs that `cdatapath_cluster_sums` computes at a time: rows of B are padded to a multiple of it.
enum { CDATAPATH_CLUSTER_BLOCK = 64 };

/// One row of a sparse A times B, as many elements of A at a time as a cluster has lanes; the sums of these folds
/// are added in order, or taken into the next one's. Lanes beyond the row's last element contribute 0.
///
/// `values` and `rows_of_b` are the row's elements and their columns, which are rows of `b`; these have `stride`
/// floats, a multiple of the block. `out` gets `stride` floats. `scratch` has lanes x block floats.
void cdatapath_cluster_sums(enum cdatapath_target target, struct cdatapath_addition_order order, size_t elements,
                            const float *values, const ptrdiff_t *rows_of_b, const float *b, size_t stride,
                            float *out, float *scratch);

/// Streaming vectors that `cdatapath_streamed_sums` computes at a time at least: rows are padded to a multiple.
enum { CDATAPATH_STREAM_BLOCK = 4 };

/// The sums of one kept vector with every streaming vector, as many elements at a time as a cluster has lanes; the
/// sums of these folds are added in order, or taken into the next one's. Lanes beyond the last element contribute 0.
///
/// `values` and `positions` are the kept vector's elements; `streamed` has a row of `stride` floats for each
/// position, a multiple of the block. `out` gets `stride` floats. `scratch` has lanes x 64 floats.
void cdatapath_streamed_sums(enum cdatapath_target target, struct cdatapath_addition_order order, size_t elements,
                             const float *values, const int32_t *positions, const float *streamed, size_t stride,
                             float *out, float *scratch);

/// For each position the number of streaming vectors that have an element there, `streamed` as above: where a value
/// is not zero. A vector of less than `fewest` has elements at its first zeros of the first `fewest` positions too,
/// until it has as many.
void cdatapath_streamed_ones(enum cdatapath_target target, size_t positions, size_t vectors, const float *streamed,
                             size_t stride, uint32_t fewest, size_t *ones);

#ifdef __cplusplus
}
#endif
