#include "targets.h"

#pragma clang fp contract(off)

// Vectors run across streaming vectors, so that each output keeps the order of additions that the tree's
// configuration gives.

typedef void block_kernel(const struct cdatapath_addition_order *order, size_t elements, const float *values,
                          const int32_t *positions, const float *streamed, size_t stride, float *out,
                          float *scratch);

// One block of outputs, over all folds of a kept vector.
#define BLOCK_KERNEL(NAME, ATTRIBUTES, LANES, VECTORS)                                                            \
  ATTRIBUTES static void NAME(const struct cdatapath_addition_order *order, size_t elements, const float *values, \
                              const int32_t *positions, const float *streamed, size_t stride, float *out,         \
                              float *scratch) {                                                                   \
    typedef float vector __attribute__((vector_size(4 * (LANES)), aligned(4)));                                   \
    vector(*registers)[VECTORS] = (vector(*)[VECTORS])scratch;                                                    \
    vector *sums = (vector *)out;                                                                                 \
    const size_t first = order->takes_sum ? 1 : 0;                                                                \
    for (size_t fold = 0; fold < elements; fold += order->lanes - first) {                                        \
      for (size_t v = 0; first == 1 && v < (VECTORS); v++) registers[0][v] = sums[v];                             \
      const size_t left = elements - fold + first;                                                                \
      const size_t held = left < order->lanes ? left : order->lanes;                                              \
      for (size_t lane = first; lane < held; lane++) {                                                            \
        const size_t element = fold + lane - first;                                                               \
        const vector *row = (const vector *)(streamed + positions[element] * stride);                             \
        for (size_t v = 0; v < (VECTORS); v++) registers[lane][v] = values[element] * row[v];                     \
      }                                                                                                           \
      for (size_t lane = held; lane < order->lanes; lane++)                                                       \
        for (size_t v = 0; v < (VECTORS); v++) registers[lane][v] = (vector){0};                                  \
      for (size_t i = 0; i < order->additions; i++)                                                               \
        for (size_t v = 0; v < (VECTORS); v++)                                                                    \
          registers[order->pairs[2 * i]][v] += registers[order->pairs[2 * i + 1]][v];                             \
      for (size_t v = 0; v < (VECTORS); v++) {                                                                    \
        const vector sum = registers[order->result][v];                                                           \
        sums[v] = fold == 0 || order->takes_sum ? sum : sums[v] + sum;                                            \
      }                                                                                                           \
    }                                                                                                             \
  }

// The kernels of a target, by descending width.
enum { WIDTHS = 3 };
static const size_t widths[WIDTHS] = {64, 16, CDATAPATH_STREAM_BLOCK};

struct kernels {
  block_kernel *blocks[WIDTHS];
};

BLOCK_KERNEL(baseline_64, , 4, 16)
BLOCK_KERNEL(baseline_16, , 4, 4)
BLOCK_KERNEL(baseline_4, , 4, 1)
static const struct kernels baseline = {{baseline_64, baseline_16, baseline_4}};

#if defined(__x86_64__)
BLOCK_KERNEL(v3_64, V3, 8, 8)
BLOCK_KERNEL(v3_16, V3, 8, 2)
BLOCK_KERNEL(v3_4, V3, 4, 1)
BLOCK_KERNEL(v4_64, V4, 16, 4)
BLOCK_KERNEL(v4_16, V4, 16, 1)
static const struct kernels v3 = {{v3_64, v3_16, v3_4}};
static const struct kernels v4 = {{v4_64, v4_16, v3_4}};
#endif

void cdatapath_streamed_sums(enum cdatapath_target target, struct cdatapath_addition_order order, size_t elements,
                             const float *values, const int32_t *positions, const float *streamed, size_t stride,
                             float *out, float *scratch) {
  const struct kernels *kernels = CHOOSE(target, &baseline, &v3, &v4);
  size_t column = 0;
  for (size_t width = 0; width < WIDTHS; width++)
    for (; column + widths[width] <= stride; column += widths[width])
      kernels->blocks[width](&order, elements, values, positions, streamed + column, stride, out + column, scratch);
}
