#pragma once

#include "variant.h"

/// Terms of the sums between two visits to C: rows of a block of B.
enum { ck_block_depth = 256 };

static inline long ck_smaller(long a, long b) { return a < b ? a : b; }
static inline long ck_quotient_up(long a, long b) { return (a + b - 1) / b; }

/// Rows of a panel of A, at most the kernels': all panels but the last have as many.
int ck_panel_rows(const ck_product_shape *shape, const ck_variant_kernels *kernels);

/// Packs rows `row ..< row + rows` of A, a panel, alpha included.
void ck_pack_left_panel(const ck_product_shape *shape, const ck_variant_kernels *kernels, const ck_float *a, long row,
                        int rows, long depth_start, long depth, float *packed);

/// Packs `width` columns of B from `column` on, a panel.
void ck_pack_right_panel(const ck_product_shape *shape, const ck_variant_kernels *kernels, const ck_float *b,
                         long depth_start, long depth, long column, int width, float *packed);

/// Where a panel lies in an operand that is packed as a whole: block by block, in each panel by panel.
ptrdiff_t ck_packed_left_offset(const ck_product_shape *shape, const ck_variant_kernels *kernels, long depth_start,
                                long depth, long panel);
ptrdiff_t ck_packed_right_offset(const ck_product_shape *shape, const ck_variant_kernels *kernels, long depth_start,
                                 long depth, long column);
