#pragma once

#include "CKernels.h"

/// How a tile of C is stored.
typedef struct {
  float *c;
  ptrdiff_t c_row;
  /// Columns of the tile that C has; the others are computed and dropped.
  int columns;
  /// Whether the sum starts from C, and whether biases and clamp follow.
  bool adds, finishes;
  float low, high;
  /// Of the tile's first row and column, or NULL.
  const ck_float *row_scale, *row_bias, *column_bias;
} ck_store;

/// A packed panel of the left operand times a panel of the right one, whose rows are `b_step` floats apart.
typedef void (*ck_tile)(long depth, const ck_float *a, const ck_float *b, ptrdiff_t b_step, const ck_store *store);

/// Where the elements of a program's register are in a run: adjacent, or a single one for all.
typedef struct {
  const ck_float *elements;
  bool is_single;
} ck_register;

/// The kernels for one instruction set.
typedef struct {
  const char *name;
  /// Floats in a vector, rows and columns of the largest tile (two vectors wide).
  int lanes, rows, columns;
  /// `tiles[2 * (rows - 1) + vectors - 1]`
  const ck_tile *tiles;
  /// `packed[p * panel + j] = scale * source[p * step + j]`, zeros for `j` from `width` on.
  void (*pack_rows)(const ck_float *source, ptrdiff_t step, long depth, int width, int panel, float scale,
                    float *packed);
  /// `packed[p * panel + j] = scale * source[p + j * step]`, zeros for `j` from `width` on.
  void (*pack_columns)(const ck_float *source, ptrdiff_t step, long depth, int width, int panel, float scale,
                       float *packed);
  /// The same for columns `first ..< first + width` of windows on an image, rows `tap[0 ..< depth]`.
  void (*pack_windows)(const ck_windows *windows, const ptrdiff_t *tap, const ck_float *base, long first, long depth,
                       int width, int panel, float *packed);
  /// `target[i] = source[i * step]`
  void (*take_every)(const ck_float *source, long step, long count, float *target);
  /// `y[j] = sum over p of x[p] * b[p * step + j]`
  void (*vector_times_rows)(const ck_float *x, const ck_float *b, ptrdiff_t step, long depth, long width, float *y);
  /// `y[j] = sum over p of x[p] * b[p + j * step]`
  void (*vector_times_columns)(const ck_float *x, const ck_float *b, ptrdiff_t step, long depth, long width, float *y);
  /// `target[i] = operation(x[i], y[i])`; `target` may be where x or y are.
  void (*execute)(const ck_instruction *instruction, const ck_register *x, const ck_register *y, long count,
                  float *target);
  void (*depthwise)(const ck_windows *windows, long rows, long taps, const ck_float *plane, const ck_float *weights,
                    float scale, float bias, float low, float high, float *out);
  void (*window_maximum)(const ck_windows *windows, long rows, long taps, const ck_float *plane, float *out);
  void (*exp)(const ck_float *x, float *y, long count);
  void (*erf)(const ck_float *x, float *y, long count);
  void (*tanh)(const ck_float *x, float *y, long count);
  void (*sigmoid)(const ck_float *x, float *y, long count);
  void (*softmax)(const ck_float *x, float *y, long count);
  void (*swish)(const ck_float *x, float scale, float *y, long count);
  void (*gelu)(const ck_float *x, float *y, long count);
  void (*combine)(ck_pairing pairing, const ck_pairs *pairs);
  double (*sum_row)(const ck_float *x, long count);
  double (*sum_squares)(const ck_float *x, double center, long count);
  void (*normalize_row)(const ck_normalization *normalization, const ck_float *x, float *y, float *mean,
                        float *inverse);
  void (*extremes)(const ck_float *x, long count, float *low, float *high);
  void (*widen_half)(const ck_half *x, float *y, long count);
  void (*narrow_half)(const ck_float *x, uint16_t *y, long count);
  void (*quantize)(const ck_quantization *rule, const ck_float *x, uint8_t *y, long count);
  void (*requantize)(const ck_quantization *rule, const int32_t *x, uint8_t *y, long count);
  void (*take_integers)(const ck_float *x, int32_t *y, long count);
  void (*add_integers)(const ck_float *x, int32_t *y, long count);
} ck_variant_kernels;

extern const ck_variant_kernels ck_base_kernels;
#if defined(__x86_64__)
extern const ck_variant_kernels ck_v3_kernels;
extern const ck_variant_kernels ck_v4_kernels;
#endif

/// The kernels in use.
const ck_variant_kernels *ck_kernels(void);
