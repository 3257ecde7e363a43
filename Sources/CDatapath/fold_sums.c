#include "targets.h"

#pragma clang fp contract(off)

// Vectors run across outputs, so that each keeps the order of additions that the tree's configuration gives.

enum { COLUMNS = CDATAPATH_FOLD_COLUMNS, TILE = CDATAPATH_FOLD_ROWS * COLUMNS };

// The operands of a tile.
struct operands {
  const cdatapath_anywhere *const *rows;
  const ptrdiff_t *places;
  const float *columns;
  size_t row_count;
  size_t column_count;
};

// Those of a block of it.
struct place {
  const cdatapath_anywhere *rows[2];
  const ptrdiff_t *places;
  const float *columns;
};

typedef void fold_kernel(const struct cdatapath_fold_program *program, size_t folds, bool starts,
                         const struct operands *operands, float *tile);

#define FOLD_KERNEL baseline_fold
#define LANES 4
#include "fold_kernel.h"

#if defined(__x86_64__)

#pragma clang attribute push(V3, apply_to = function)
#define FOLD_KERNEL v3_fold
#define LANES 8
#include "fold_kernel.h"
#pragma clang attribute pop

#pragma clang attribute push(V4, apply_to = function)
#define FOLD_KERNEL v4_fold
#define LANES 16
#include "fold_kernel.h"
#pragma clang attribute pop

#endif

void cdatapath_fold_sums(enum cdatapath_target target, const struct cdatapath_fold_program *program, size_t folds,
                         bool starts, const cdatapath_anywhere *const *rows, size_t row_count, const ptrdiff_t *places,
                         const float *columns, size_t column_count, float *tile) {
  const struct operands operands = {rows, places, columns, row_count, column_count};
  fold_kernel *kernel = CHOOSE(target, baseline_fold, v3_fold, v4_fold);
  kernel(program, folds, starts, &operands, tile);
}
