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

/// The best target that this processor supports, or a lesser one that the environment variable STONNE_KERNELS
/// (`v4`, `v3`, `base`) asks for.
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

/// A step of the program by which an adder tree adds up the products of a fold: products of neighbouring lanes, or
/// a sum, make a sum or are added to one.
struct cdatapath_fold_step {
  /// The sum that the step gives; 0 is the running one, over folds.
  uint32_t sum;
  /// Whether that sum is added to, else it is replaced.
  bool adds;
  /// Products of so many neighbouring lanes, added pair by pair: 1, 2, 4, 8 or 16. 0: another sum.
  uint32_t leaves;
  /// The first of those lanes, or the other sum.
  uint32_t operand;
};

/// A float at any address: weights stay in the file that holds them.
typedef float cdatapath_anywhere __attribute__((aligned(1)));

/// How a virtual neuron adds up its folds.
struct cdatapath_fold_program {
  /// The steps of the first fold, and of each later one.
  const struct cdatapath_fold_step *first;
  size_t first_count;
  const struct cdatapath_fold_step *next;
  size_t next_count;
  /// Products of a fold.
  size_t lanes;
};

/// The largest tile of outputs that `cdatapath_fold_sums` computes at a time.
enum { CDATAPATH_FOLD_ROWS = 4, CDATAPATH_FOLD_COLUMNS = 64 };

/// Running sums of a tile of outputs, fold after fold: the product of row r and column c in lane l, counted over all
/// folds, is `rows[r][l] * columns[places[l] + c]`.
///
/// `tile` is the running sums, rows of CDATAPATH_FOLD_COLUMNS floats, and behind it as much for each other sum that
/// the program names; it is read where the sums do not start, or a program reads sum 0 in its first fold. Columns are
/// read and written to the next multiple of 32.
void cdatapath_fold_sums(enum cdatapath_target target, const struct cdatapath_fold_program *program, size_t folds,
                         bool starts, const cdatapath_anywhere *const *rows, size_t row_count, const ptrdiff_t *places,
                         const float *columns, size_t column_count, float *tile);

/// Copies lines of values side by side: `panel[lane * CDATAPATH_FOLD_COLUMNS + c] = values[starts[c] + lane * step]`,
/// zeros where there is no line c.
void cdatapath_pack_panel(const cdatapath_anywhere *values, const ptrdiff_t *starts, size_t lines, ptrdiff_t step, size_t lanes,
                          float *panel);

#ifdef __cplusplus
}
#endif
