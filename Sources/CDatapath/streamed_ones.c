#include "targets.h"

#include <string.h>

// A block of streaming vectors at a time. Once each of them has its fewest ones, they need no counting any more.

enum { BLOCK = 64 };

typedef void block_count(size_t positions, size_t vectors, const float *streamed, size_t stride, uint32_t fewest,
                         size_t *ones);

// The zeros of the first `fewest` positions that become ones, since a vector has too few.
static void fill(size_t positions, const float *streamed, size_t stride, uint32_t found, uint32_t fewest,
                 size_t *ones) {
  for (size_t position = 0; position < fewest && position < positions && found < fewest; position++)
    if (streamed[position * stride] == 0) {
      ones[position]++;
      found++;
    }
}

#define BLOCK_COUNT(NAME, ATTRIBUTES)                                                                             \
  ATTRIBUTES static void NAME(size_t positions, size_t vectors, const float *streamed, size_t stride,             \
                              uint32_t fewest, size_t *ones) {                                                    \
    uint32_t found[BLOCK] = {0};                                                                                  \
    bool lacking = true;                                                                                          \
    size_t position = 0;                                                                                          \
    for (; position < positions && lacking; position++) {                                                         \
      const float *row = streamed + position * stride;                                                            \
      uint32_t count = 0;                                                                                         \
      for (size_t v = 0; v < vectors; v++) {                                                                      \
        const uint32_t one = row[v] != 0;                                                                         \
        found[v] += one;                                                                                          \
        count += one;                                                                                             \
      }                                                                                                           \
      ones[position] += count;                                                                                    \
      if (position + 1 < fewest) continue;                                                                        \
      lacking = false;                                                                                            \
      for (size_t v = 0; v < vectors; v++) lacking |= found[v] < fewest;                                          \
    }                                                                                                             \
    for (; position < positions; position++) {                                                                    \
      const float *row = streamed + position * stride;                                                            \
      uint32_t count = 0;                                                                                         \
      for (size_t v = 0; v < vectors; v++) count += row[v] != 0;                                                  \
      ones[position] += count;                                                                                    \
    }                                                                                                             \
    for (size_t v = 0; v < vectors; v++)                                                                          \
      if (lacking) fill(positions, streamed + v, stride, found[v], fewest, ones);                                 \
  }

BLOCK_COUNT(baseline_count, )
#if defined(__x86_64__)
BLOCK_COUNT(v3_count, V3)
BLOCK_COUNT(v4_count, V4)
#endif

void cdatapath_streamed_ones(enum cdatapath_target target, size_t positions, size_t vectors, const float *streamed,
                             size_t stride, uint32_t fewest, size_t *ones) {
  block_count *count = CHOOSE(target, baseline_count, v3_count, v4_count);
  memset(ones, 0, positions * sizeof *ones);
  for (size_t vector = 0; vector < vectors; vector += BLOCK)
    count(positions, vectors - vector < BLOCK ? vectors - vector : BLOCK, streamed + vector, stride, fewest, ones);
}
