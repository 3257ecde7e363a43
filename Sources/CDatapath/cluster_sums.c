#include "CDatapath.h"

#pragma clang fp contract(off)

// Vectors run across outputs, so that each keeps the order of additions that the tree's configuration gives.

typedef void block_kernel(const struct cdatapath_addition_order *order, size_t elements, const float *values,
                          const ptrdiff_t *rows_of_b, const float *b, size_t stride, float *out, float *scratch);

// One block of outputs, over all folds of a row of A.
#define BLOCK_KERNEL(NAME, ATTRIBUTES, LANES)                                                                     \
  ATTRIBUTES static void NAME(const struct cdatapath_addition_order *order, size_t elements, const float *values, \
                              const ptrdiff_t *rows_of_b, const float *b, size_t stride, float *out,              \
                              float *scratch) {                                                                   \
    typedef float vector __attribute__((vector_size(4 * (LANES)), aligned(4)));                                   \
    enum { VECTORS = CDATAPATH_CLUSTER_BLOCK / (LANES) };                                                         \
    vector(*registers)[VECTORS] = (vector(*)[VECTORS])scratch;                                                    \
    vector *sums = (vector *)out;                                                                                 \
    const size_t first = order->takes_sum ? 1 : 0;                                                                \
    for (size_t fold = 0; fold < elements; fold += order->lanes - first) {                                        \
      for (size_t v = 0; first == 1 && v < VECTORS; v++) registers[0][v] = sums[v];                               \
      for (size_t lane = first; lane < order->lanes; lane++) {                                                    \
        const size_t element = fold + lane - first;                                                               \
        const vector *row = (const vector *)(b + (element < elements ? rows_of_b[element] * stride : 0));         \
        for (size_t v = 0; v < VECTORS; v++)                                                                      \
          registers[lane][v] = element < elements ? values[element] * row[v] : (vector){0};                       \
      }                                                                                                           \
      for (size_t i = 0; i < order->additions; i++)                                                               \
        for (size_t v = 0; v < VECTORS; v++)                                                                      \
          registers[order->pairs[2 * i]][v] += registers[order->pairs[2 * i + 1]][v];                             \
      for (size_t v = 0; v < VECTORS; v++) {                                                                      \
        const vector sum = registers[order->result][v];                                                           \
        sums[v] = fold == 0 || order->takes_sum ? sum : sums[v] + sum;                                            \
      }                                                                                                           \
    }                                                                                                             \
  }

BLOCK_KERNEL(baseline_block, , 4)
#if defined(__x86_64__)
BLOCK_KERNEL(v3_block, __attribute__((target("arch=x86-64-v3"))), 8)
BLOCK_KERNEL(v4_block, __attribute__((target("arch=x86-64-v4,no-prefer-256-bit"))), 16)
#endif

static block_kernel *kernel_for(enum cdatapath_target target) {
#if defined(__x86_64__)
  if (target == CDATAPATH_X86_64_V4) return v4_block;
  if (target == CDATAPATH_X86_64_V3) return v3_block;
#endif
  return baseline_block;
}

void cdatapath_cluster_sums(enum cdatapath_target target, struct cdatapath_addition_order order, size_t elements,
                            const float *values, const ptrdiff_t *rows_of_b, const float *b, size_t stride,
                            float *out, float *scratch) {
  block_kernel *kernel = kernel_for(target);
  for (size_t column = 0; column < stride; column += CDATAPATH_CLUSTER_BLOCK)
    kernel(&order, elements, values, rows_of_b, b + column, stride, out + column, scratch);
}
