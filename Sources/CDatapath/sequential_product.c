#include "targets.h"

#include <string.h>

#pragma clang fp contract(off)

// Vectors run across outputs, never along k, so that each output keeps its own order of additions.
// B is packed in panels of as many columns as a micro-kernel holds in registers; k is cut in blocks that fit
// the first cache levels, and the running sums wait in `out` between blocks.

enum { DEPTH_BLOCK = 384, WIDEST_PANEL = 32, MOST_ROWS = 8 };

typedef void tile_kernel(size_t depth, bool starts, const float *a, size_t a_stride, const float *panel,
                         float *out, size_t out_stride);

struct kernels {
  size_t rows;
  size_t columns;
  tile_kernel *many; // `rows` rows of outputs at a time
  tile_kernel *one;
};

// A tile of ROWS x (VECTORS * LANES) outputs over one block of k. `starts`: the first product begins the sum.
#define TILE_KERNEL(NAME, ATTRIBUTES, LANES, VECTORS, ROWS)                                                       \
  ATTRIBUTES static void NAME(size_t depth, bool starts, const float *a, size_t a_stride, const float *panel,     \
                              float *out, size_t out_stride) {                                                    \
    typedef float vector __attribute__((vector_size(4 * (LANES)), aligned(4)));                                   \
    vector sum[ROWS][VECTORS];                                                                                    \
    for (size_t i = 0; i < (ROWS); i++)                                                                           \
      for (size_t v = 0; v < (VECTORS); v++)                                                                      \
        sum[i][v] = starts ? a[i * a_stride] * *(const vector *)(panel + v * (LANES))                             \
                           : *(const vector *)(out + i * out_stride + v * (LANES));                               \
    for (size_t k = starts ? 1 : 0; k < depth; k++)                                                               \
      for (size_t i = 0; i < (ROWS); i++)                                                                         \
        for (size_t v = 0; v < (VECTORS); v++)                                                                    \
          sum[i][v] += a[i * a_stride + k] * *(const vector *)(panel + (k * (VECTORS) + v) * (LANES));            \
    for (size_t i = 0; i < (ROWS); i++)                                                                           \
      for (size_t v = 0; v < (VECTORS); v++)                                                                      \
        *(vector *)(out + i * out_stride + v * (LANES)) = sum[i][v];                                              \
  }

TILE_KERNEL(baseline_many, , 4, 2, 4)
TILE_KERNEL(baseline_one, , 4, 2, 1)
static const struct kernels baseline = {4, 8, baseline_many, baseline_one};

#if defined(__x86_64__)
TILE_KERNEL(v3_many, V3, 8, 2, 4)
TILE_KERNEL(v3_one, V3, 8, 2, 1)
TILE_KERNEL(v4_many, V4, 16, 2, 8)
TILE_KERNEL(v4_one, V4, 16, 2, 1)
static const struct kernels v3 = {4, 16, v3_many, v3_one};
static const struct kernels v4 = {8, 32, v4_many, v4_one};
#endif

// Columns that B does not have are zeros.
static void pack(const float *b, size_t k, size_t columns, size_t depth, float *panel, size_t width) {
  for (size_t begin = 0; begin < depth; begin += 16) {
    const size_t end = depth - begin < 16 ? depth : begin + 16;
    for (size_t j = 0; j < width; j++)
      for (size_t d = begin; d < end; d++) panel[d * width + j] = j < columns ? b[j * k + d] : 0;
  }
}

// A tile at the right edge, where fewer columns of `out` exist than the kernel writes.
static void edge_tile(tile_kernel *kernel, size_t rows, size_t width, size_t columns, size_t depth, bool starts,
                      const float *a, size_t a_stride, const float *panel, float *out, size_t out_stride) {
  float tile[MOST_ROWS * WIDEST_PANEL] = {0};
  if (!starts)
    for (size_t i = 0; i < rows; i++) memcpy(tile + i * width, out + i * out_stride, columns * sizeof(float));
  kernel(depth, starts, a, a_stride, panel, tile, width);
  for (size_t i = 0; i < rows; i++) memcpy(out + i * out_stride, tile + i * width, columns * sizeof(float));
}

size_t cdatapath_panel_floats(void) { return (size_t)DEPTH_BLOCK * WIDEST_PANEL; }

void cdatapath_sequential_product(enum cdatapath_target target, size_t m, size_t n, size_t k, const float *a,
                                  const float *b, float *out, float *panel) {
  const struct kernels *kernels = CHOOSE(target, &baseline, &v3, &v4);
  const size_t width = kernels->columns;
  for (size_t column = 0; column < n; column += width) {
    const size_t columns = n - column < width ? n - column : width;
    for (size_t begin = 0; begin < k; begin += DEPTH_BLOCK) {
      const size_t depth = k - begin < DEPTH_BLOCK ? k - begin : DEPTH_BLOCK;
      pack(b + column * k + begin, k, columns, depth, panel, width);
      for (size_t row = 0; row < m;) {
        const bool whole = m - row >= kernels->rows;
        const size_t rows = whole ? kernels->rows : 1;
        tile_kernel *kernel = whole ? kernels->many : kernels->one;
        const float *left = a + row * k + begin;
        float *result = out + row * n + column;
        if (columns == width)
          kernel(depth, begin == 0, left, k, panel, result, n);
        else
          edge_tile(kernel, rows, width, columns, depth, begin == 0, left, k, panel, result, n);
        row += rows;
      }
    }
  }
}
