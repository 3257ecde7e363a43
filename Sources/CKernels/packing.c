// Operands of the matrix product packed panel by panel, for one product or, where many have one in common, once
// for all.
#include "packing.h"

int ck_panel_rows(const ck_product_shape *shape, const ck_variant_kernels *kernels) {
  long panels = ck_quotient_up(shape->m, kernels->rows);
  return panels == 0 ? 1 : (int)ck_quotient_up(shape->m, panels);
}

void ck_pack_left_panel(const ck_product_shape *shape, const ck_variant_kernels *kernels, const ck_float *a, long row,
                        int rows, long depth_start, long depth, float *packed) {
  if (shape->a_column == 1) {
    kernels->pack_columns(a + row * shape->a_row + depth_start, shape->a_row, depth, rows, kernels->rows, shape->alpha,
                          packed);
  } else {
    kernels->pack_rows(a + depth_start * shape->a_column + row, shape->a_column, depth, rows, kernels->rows,
                       shape->alpha, packed);
  }
}

void ck_pack_right_panel(const ck_product_shape *shape, const ck_variant_kernels *kernels, const ck_float *b,
                         long depth_start, long depth, long column, int width, float *packed) {
  int panel = kernels->columns;
  if (shape->windows) {
    kernels->pack_windows(shape->windows, shape->windows->tap + depth_start, b, column, depth, width, panel, packed);
  } else if (shape->b_column == 1) {
    kernels->pack_rows(b + depth_start * shape->b_row + column, shape->b_row, depth, width, panel, 1, packed);
  } else {
    kernels->pack_columns(b + depth_start + column * shape->b_column, shape->b_column, depth, width, panel, 1, packed);
  }
}

static long left_panels(const ck_product_shape *shape, const ck_variant_kernels *kernels) {
  return ck_quotient_up(shape->m, ck_panel_rows(shape, kernels));
}

ptrdiff_t ck_packed_left_offset(const ck_product_shape *shape, const ck_variant_kernels *kernels, long depth_start,
                                long depth, long panel) {
  return (depth_start * left_panels(shape, kernels) + panel * depth) * kernels->rows;
}

ptrdiff_t ck_packed_right_offset(const ck_product_shape *shape, const ck_variant_kernels *kernels, long depth_start,
                                 long depth, long column) {
  return depth_start * ck_quotient_up(shape->n, kernels->columns) * kernels->columns + column * depth;
}

size_t ck_packed_left_count(const ck_product_shape *shape) {
  const ck_variant_kernels *kernels = ck_kernels();
  return (size_t)ck_packed_left_offset(shape, kernels, shape->k, 0, 0);
}

size_t ck_packed_right_count(const ck_product_shape *shape) {
  const ck_variant_kernels *kernels = ck_kernels();
  return (size_t)ck_packed_right_offset(shape, kernels, shape->k, 0, 0);
}

typedef struct {
  const ck_variant_kernels *kernels;
  const ck_product_shape *shape;
  const ck_float *source;
  float *packed;
} packing;

/// A task is a panel, with all of its blocks.
static void pack_left(void *context, long panel, void *scratch) {
  (void)scratch;
  const packing *p = context;
  const ck_product_shape *shape = p->shape;
  int panel_rows = ck_panel_rows(shape, p->kernels);
  long row = panel * panel_rows;
  int rows = (int)ck_smaller(panel_rows, shape->m - row);
  for (long start = 0; start < shape->k; start += ck_block_depth) {
    long depth = ck_smaller(ck_block_depth, shape->k - start);
    float *packed = p->packed + ck_packed_left_offset(shape, p->kernels, start, depth, panel);
    ck_pack_left_panel(shape, p->kernels, p->source, row, rows, start, depth, packed);
  }
}

static void pack_right(void *context, long panel, void *scratch) {
  (void)scratch;
  const packing *p = context;
  const ck_product_shape *shape = p->shape;
  long column = panel * p->kernels->columns;
  int width = (int)ck_smaller(p->kernels->columns, shape->n - column);
  for (long start = 0; start < shape->k; start += ck_block_depth) {
    long depth = ck_smaller(ck_block_depth, shape->k - start);
    float *packed = p->packed + ck_packed_right_offset(shape, p->kernels, start, depth, column);
    ck_pack_right_panel(shape, p->kernels, p->source, start, depth, column, width, packed);
  }
}

void ck_pack_left(const ck_product_shape *shape, const ck_float *a, float *packed, int threads) {
  packing p = {.kernels = ck_kernels(), .shape = shape, .source = a, .packed = packed};
  ck_run(threads, left_panels(shape, p.kernels), 0, pack_left, &p);
}

void ck_pack_right(const ck_product_shape *shape, const ck_float *b, float *packed, int threads) {
  packing p = {.kernels = ck_kernels(), .shape = shape, .source = b, .packed = packed};
  ck_run(threads, ck_quotient_up(shape->n, p.kernels->columns), 0, pack_right, &p);
}
